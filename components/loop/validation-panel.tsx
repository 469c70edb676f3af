import {
  BadgeCheckIcon,
  BadgeXIcon,
  CircleCheckIcon,
  CircleHelpIcon,
  CircleMinusIcon,
  CircleXIcon,
} from "lucide-react";
import type { ProofLevel, ValidationVerdict } from "@/lib/domain/validation";
import { ExternalLink } from "../external-link";
import { Notice } from "../notice";
import { Status, type StatusLook } from "../status/status";

/** How far a proof could see, in words. */
export const proofWords: Record<ProofLevel, string> = {
  tests: "Proven by the same tests",
  step: "Proven by the same step",
  job: "Proven by the job only",
  none: "Not proven",
};

const afterLooks: Record<ValidationVerdict["tests"][number]["after"], StatusLook> = {
  passed: { icon: CircleCheckIcon, tone: "success", word: "Passed" },
  failed: { icon: CircleXIcon, tone: "danger", word: "Failed" },
  skipped: { icon: CircleMinusIcon, tone: "warning", word: "Skipped" },
  not_seen: { icon: CircleHelpIcon, tone: "warning", word: "Not seen" },
};

const before: StatusLook = { icon: CircleXIcon, tone: "danger", word: "Failed" };

/** What CI said of the repaired commit, and what that proves. */
export function ValidationPanel({ validation }: { validation: ValidationVerdict }) {
  const passed = validation.outcome === "pass";
  return (
    <div className="space-y-3 p-4">
      <Notice
        icon={passed ? BadgeCheckIcon : BadgeXIcon}
        tone={passed ? "success" : validation.outcome === "fail" ? "danger" : "warning"}
        title={`${passed ? "CI is green on the repair" : validation.outcome === "fail" ? "CI is still red on the repair" : "CI gave no clear answer"} · ${proofWords[validation.level]}`}
      >
        {validation.reasons.join(" ")}
      </Notice>
      {validation.tests.length > 0 && (
        <table className="w-full text-[13px]">
          <thead className="text-left text-xs text-muted-foreground">
            <tr>
              <th className="py-1 pr-3 font-medium">Test</th>
              <th className="w-24 py-1 pr-3 font-medium">Before</th>
              <th className="w-24 py-1 font-medium">After</th>
            </tr>
          </thead>
          <tbody className="divide-y border-t">
            {validation.tests.map(({ test, after }) => (
              <tr key={test} className="align-top">
                <td className="py-1.5 pr-3 font-mono text-xs leading-5 [overflow-wrap:anywhere]">{test}</td>
                <td className="py-1.5 pr-3">
                  <Status look={before} />
                </td>
                <td className="py-1.5">
                  <Status look={afterLooks[after]} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-[13px] text-muted-foreground">
        <span>
          Commit <code className="font-mono text-xs">{validation.commitSha.slice(0, 7)}</code>
        </span>
        {validation.runs.map((run) => (
          <ExternalLink key={`${run.provider}:${run.externalId}`} href={run.url}>
            {run.name}: {run.conclusion ?? "not finished"}
          </ExternalLink>
        ))}
      </p>
    </div>
  );
}
