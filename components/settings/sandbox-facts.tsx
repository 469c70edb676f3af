import { BadgeCheckIcon, CircleAlertIcon, ShieldCheckIcon, ShieldXIcon } from "lucide-react";
import { Notice } from "../notice";

interface SandboxFactsProps {
  sandbox:
    | {
        found: true;
        sandbox: {
          id: string;
          isolates: boolean;
          kernel: "shared" | "own";
          facts: readonly { what: string; holds: boolean; how: string }[];
        };
      }
    | { found: false; reason: string };
}

/** Which walls and limits hold here, and what holds them. */
export function SandboxFacts({ sandbox }: SandboxFactsProps) {
  if (!sandbox.found)
    return (
      <div className="p-4">
        <Notice icon={ShieldXIcon} tone="danger" title="No agent runs here">
          {sandbox.reason}
        </Notice>
      </div>
    );
  const { id, isolates, kernel, facts } = sandbox.sandbox;
  return (
    <div className="space-y-3 p-4">
      <Notice
        icon={isolates ? ShieldCheckIcon : CircleAlertIcon}
        tone={isolates ? "success" : "warning"}
        title={isolates ? `Agents run behind walls (${id})` : `Agents run without walls (${id})`}
      >
        {wallWords(isolates, kernel)}
      </Notice>
      <dl className="divide-y border-t text-[13px]">
        {facts.map(({ what, holds, how }) => (
          <div key={what} className="grid gap-x-4 py-2 sm:grid-cols-[16rem_minmax(0,1fr)]">
            <dt className="flex items-center gap-1.5 font-medium">
              {holds ? (
                <BadgeCheckIcon aria-label="Holds" className="size-4 shrink-0 text-success" />
              ) : (
                <CircleAlertIcon aria-label="Does not hold" className="size-4 shrink-0 text-warning" />
              )}
              {what}
            </dt>
            <dd className="text-muted-foreground">{how}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function wallWords(isolates: boolean, kernel: "shared" | "own"): string {
  if (!isolates) return "Only for an organization whose every pull request you trust.";
  return kernel === "own"
    ? "They have a kernel of their own, which keeps them apart from this machine."
    : "The kernel keeps them apart from this machine; the kernel itself is shared.";
}
