import type { Metadata } from "next";
import { SignInButton } from "@/components/landing/sign-in-button";
import { Message } from "@/components/message";
import { CreateAppForm } from "@/components/setup/create-app-form";
import { ForgetAppForm } from "@/components/setup/forget-app-form";
import { HookForm } from "@/components/setup/hook-form";
import { PermissionTable } from "@/components/setup/permission-table";
import { SetupCheckList } from "@/components/setup/setup-check-list";
import { SetupFrame } from "@/components/setup/setup-frame";
import { SetupLive } from "@/components/setup/setup-live";
import { SetupTokenForm } from "@/components/setup/setup-token-form";
import { assertNever } from "@/lib/assert";
import { type Installer, setupDoor } from "@/lib/auth/setup-guards";
import { getContext } from "@/lib/context";
import { isSetupDone, setupChecks } from "@/lib/domain/setup/checks";
import { appSettingsUrl } from "@/lib/domain/setup/github-pages";
import { isReachableFromOutside } from "@/lib/domain/setup/manifest";
import { neededPermissions } from "@/lib/domain/setup/needed-permissions";
import { lookAtSetup } from "@/lib/loops/setup/look-at-setup";
import { enterSetupAction, forgetAppAction, pointHookAction, sendTestEventAction } from "./actions";
import { problemOf } from "./setup-search";

export const metadata: Metadata = { title: "Setup" };

interface SetupPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** From an empty installation to the first delivery, each thing ticked off as soon as it is seen to work. */
export default async function SetupPage({ searchParams }: SetupPageProps) {
  const door = await setupDoor();
  switch (door.kind) {
    case "token":
      return (
        <SetupFrame
          title="Set up Regreen"
          hint="Nobody can sign in, so the server's output says who you are."
        >
          <SetupTokenForm enter={enterSetupAction} />
        </SetupFrame>
      );
    case "sign_in":
      return (
        <Message
          code={door.user === null ? "Setup" : `Signed in as ${door.user.login}`}
          title="Setup is for owners"
          action={door.user === null && <SignInButton returnPath="/setup" size="default" />}
        >
          This installation is connected. Owners of its organizations see here what works and what is missing.
        </Message>
      );
    case "open":
      return <OpenSetup installer={door.installer} problem={problemOf(await searchParams)} />;
    default:
      return assertNever(door, "setup door");
  }
}

async function OpenSetup({ installer, problem }: { installer: Installer; problem: string | null }) {
  const { organizationIds } = installer;
  const facts = await lookAtSetup(getContext(), organizationIds);
  const mayChange = organizationIds === null;
  const checks = setupChecks(facts);
  const done = isSetupDone(checks);
  const own = facts.ownHookUrl;
  return (
    <SetupFrame
      title="Set up Regreen"
      hint={done ? "Everything stands." : "Each line is ticked as soon as it is seen to work."}
      aside={<SetupLive resting={done} renderedAt={Date.now()} />}
      problem={problem}
    >
      {facts.app === null && (
        <CreateAppForm
          host={new URL(facts.githubUrl).host}
          ownHookUrl={own}
          reachable={isReachableFromOutside(own)}
        />
      )}
      <SetupCheckList checks={checks} done={done} mayTest={mayChange} sendTestEvent={sendTestEventAction} />
      {mayChange && facts.key?.kind === "accepted" && (
        <HookForm
          current={facts.hookUrl}
          ownHookUrl={own}
          reachable={isReachableFromOutside(own)}
          point={pointHookAction}
        />
      )}
      {facts.app !== null && <PermissionTable permissions={neededPermissions} />}
      {mayChange && facts.app?.from === "setup" && (
        <ForgetAppForm
          appUrl={facts.key?.kind === "accepted" ? appSettingsUrl(facts.githubUrl, facts.key.app) : null}
          forget={forgetAppAction}
        />
      )}
    </SetupFrame>
  );
}
