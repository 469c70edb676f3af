import { ShieldCheckIcon, ShieldXIcon } from "lucide-react";
import { Notice } from "../notice";

export interface Gate {
  verdict: "allowed" | "blocked";
  findings: readonly { rule: string; severity: string; path: string; line: number | null; reason: string }[];
  honesty?: { weakenings: number; weakeningsMax: number };
}

/** What the patch gate objected to. */
export function GateFindings({ gate }: { gate: Gate }) {
  const isBlocked = gate.verdict === "blocked";
  const title = isBlocked
    ? "The patch gate blocked this patch: nothing was pushed"
    : gate.findings.length === 0
      ? "The patch gate has no objection"
      : "The patch gate let this patch pass, with remarks";
  return (
    <Notice
      icon={isBlocked ? ShieldXIcon : ShieldCheckIcon}
      tone={isBlocked ? "danger" : gate.findings.length > 0 ? "warning" : "success"}
      title={title}
    >
      {gate.findings.length > 0 && (
        <ul className="mt-1 space-y-1">
          {gate.findings.map((finding) => (
            <li key={`${finding.rule}:${finding.path}:${finding.line}:${finding.reason}`}>
              {finding.reason}{" "}
              <span className="font-mono text-xs">
                {finding.path}
                {finding.line !== null && `:${finding.line}`} ({finding.rule})
              </span>
            </li>
          ))}
        </ul>
      )}
      {gate.honesty && (
        <p className="mt-1 text-xs text-muted-foreground">
          Honesty meter: {gate.honesty.weakenings}{" "}
          {gate.honesty.weakenings === 1 ? "place weakens" : "places weaken"} a test or a check; this
          repository allows {gate.honesty.weakeningsMax}.
        </p>
      )}
    </Notice>
  );
}
