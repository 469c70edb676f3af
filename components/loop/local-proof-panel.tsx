import { BadgeCheckIcon, BadgeXIcon, CircleHelpIcon } from "lucide-react";
import type { LocalProof, LocalProofRun } from "@/lib/domain/local-proof";
import { Notice } from "../notice";

const looks = {
  proven: {
    icon: BadgeCheckIcon,
    tone: "success",
    title: "Seen to fail before the repair and to pass after it",
  },
  disproven: { icon: BadgeXIcon, tone: "danger", title: "Still failing in the sandbox" },
  not_run: { icon: CircleHelpIcon, tone: "warning", title: "Could not be shown in the sandbox" },
} as const;

const levels: Record<LocalProof["level"], string> = {
  tests: " · the tests by name",
  step: " · the step by its exit code",
  none: "",
};

const kinds: Record<LocalProofRun["kind"], string> = {
  tests: "The failing tests alone",
  files: "Their whole files",
  step: "The step as CI ran it",
};

/** What the failing commands did in the sandbox, before anything was pushed. */
export function LocalProofPanel({ proof }: { proof: LocalProof }) {
  const look = looks[proof.verdict];
  return (
    <div className="space-y-3 p-4">
      <Notice icon={look.icon} tone={look.tone} title={`${look.title}${levels[proof.level]}`}>
        {proof.verdict === "proven" ? "CI decides on the pushed commit all the same." : proof.reason}
      </Notice>
      {proof.runs.length > 0 && (
        <table className="w-full text-[13px]">
          <thead className="text-left text-xs text-muted-foreground">
            <tr>
              <th className="py-1 pr-3 font-medium">Command</th>
              <th className="w-19 py-1 pr-3 font-medium sm:w-24">Before</th>
              <th className="w-20 py-1 font-medium sm:w-32">After</th>
            </tr>
          </thead>
          <tbody className="divide-y border-t">
            {proof.runs.map((run) => (
              <tr key={`${run.kind}:${run.command}`} className="align-top">
                <td className="py-1.5 pr-3">
                  <code className="font-mono text-xs leading-5 [overflow-wrap:anywhere]">{run.command}</code>
                  <span className="block text-xs text-muted-foreground">{kinds[run.kind]}</span>
                </td>
                <td className="py-1.5 pr-3">{ending(run.exitCodeBefore)}</td>
                <td className="py-1.5">
                  {run.passesAfter === null
                    ? ending(run.exitCodeAfter)
                    : `${run.passesAfter} of ${run.runsAfter} passed`}
                  <span className="block text-xs text-muted-foreground tabular-nums">
                    {run.secondsAfter} s
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

function ending(exitCode: number | null): string {
  if (exitCode === 0) return "Passed";
  return exitCode === null ? "Killed" : `Failed (${exitCode})`;
}
