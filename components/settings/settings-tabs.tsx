import { Tabs } from "../shell/tabs";

interface SettingsTabsProps {
  organization: string;
  current: "repair" | "connections";
  /** Only owners may open the setup. */
  isOwner: boolean;
}

/** Every place where something is set up for an organization, one beside the other. */
export function SettingsTabs({ organization, current, isOwner }: SettingsTabsProps) {
  const root = `/${organization}`;
  return (
    <Tabs
      label="Settings"
      tabs={[
        { title: "Repair", href: `${root}/settings`, current: current === "repair" },
        { title: "Connections", href: `${root}/settings/connections`, current: current === "connections" },
        { title: "CircleCI", href: `${root}/integrations`, current: false },
        { title: "Agents", href: `${root}/agents`, current: false },
        ...(isOwner ? [{ title: "GitHub App and webhook", href: "/setup", current: false }] : []),
      ]}
    />
  );
}
