import { BadgeCheckIcon, BadgeXIcon, CircleHelpIcon } from "lucide-react";
import { comparedWords } from "@/lib/domain/compare-environments";
import { type LocalProof, type LocalProofRun, seenWords } from "@/lib/domain/local-proof";
import { Notice } from "../notice";
import { BeforeAfterTable } from "./before-after-table";

const looks = {
  proven: {
    icon: BadgeCheckIcon,
    tone: "success",
    title: "Seen to fail before the repair and to pass after it",
  },
  disproven: { icon: BadgeXIcon, tone: "danger", title: "Still failing in the sandbox" },
  not_run: { icon: CircleHelpIcon, tone: "warning", title: "Could not be shown in the sandbox" },
} as const;

const kinds: Record<LocalProofRun["kind"], string> = {
  tests: "The failing tests alone",
  files: "Their whole files",
  step: "The step as CI ran it",
  lock_file: "The lock file's own check, with the package registry in reach",
};

/** What the failing commands did in the sandbox, before anything was pushed. */
export function LocalProofPanel({ proof }: { proof: LocalProof }) {
  const look = looks[proof.verdict];
  return (
    <div className="space-y-3 p-4">
      <Notice
        icon={look.icon}
        tone={look.tone}
        title={[look.title, seenWords(proof)].filter((part) => part !== null).join(" · ")}
      >
        {proof.verdict === "proven" ? "CI decides on the pushed commit all the same." : proof.reason}
      </Notice>
      {proof.runs.length > 0 && (
        <BeforeAfterTable
          subject="Command"
          rows={proof.runs.map((run) => ({
            key: `${run.kind}:${run.command}`,
            what: (
              <>
                <code className="font-mono text-xs leading-5">{run.command}</code>
                <span className="block text-xs text-muted-foreground">{kinds[run.kind]}</span>
              </>
            ),
            before: ending(run.exitCodeBefore),
            after: (
              <>
                {run.passesAfter === null
                  ? ending(run.exitCodeAfter)
                  : `${run.passesAfter} of ${run.runsAfter} passed`}
                <span className="block text-xs text-muted-foreground tabular-nums">{run.secondsAfter} s</span>
              </>
            ),
          }))}
        />
      )}
      {proof.environment !== null && (
        <p className="text-xs text-muted-foreground [overflow-wrap:anywhere]">
          {comparedWords(proof.environment)}
        </p>
      )}
    </div>
  );
}

function ending(exitCode: number | null): string {
  if (exitCode === 0) return "Passed";
  return exitCode === null ? "Killed" : `Failed (${exitCode})`;
}
