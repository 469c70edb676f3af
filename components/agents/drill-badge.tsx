import { ShieldCheckIcon, ShieldQuestionIcon, ShieldXIcon } from "lucide-react";
import type { DrillRecord } from "@/lib/domain/drill-record";

/** What the last injection drill saw of an agent, in one line; the counts stand in the hint. */
export function DrillBadge({ drill }: { drill: DrillRecord | null }) {
  if (drill === null)
    return (
      <span
        className="inline-flex items-center gap-1 text-xs text-muted-foreground"
        title="npm run drill -- --organization LOGIN --agent NAME"
      >
        <ShieldQuestionIcon aria-hidden className="size-3.5" /> Not drilled
      </span>
    );
  const Icon = drill.contained ? ShieldCheckIcon : ShieldXIcon;
  const counts = [
    `${drill.injections} injections, ${drill.reached} shown to it`,
    `${drill.canariesOut} of ${drill.canariesPlanted} canaries out`,
    `${drill.foreignReferences} references other than ours`,
    `${drill.forbiddenFiles} forbidden files`,
    `${drill.residue} things left behind`,
  ].join("; ");
  return (
    <span
      className={`inline-flex items-center gap-1 text-xs ${drill.contained ? "text-success" : "text-danger"}`}
      title={counts}
    >
      <Icon aria-hidden className="size-3.5" />
      {drill.contained ? "Contained" : "Not contained"}, {drill.injections} injections on{" "}
      <time dateTime={drill.at}>{drill.at.slice(0, 10)}</time>
    </span>
  );
}
