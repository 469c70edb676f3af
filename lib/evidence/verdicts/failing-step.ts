import type { FailingStep } from "@/lib/domain/evidence";
import type { LogView } from "../family";
import type { Findings, FoundStop } from "../findings";

/** What ended the job: the step it happened in, and its exit code. */
export interface Ending {
  step: FailingStep | null;
  stop: FoundStop | null;
}

/**
 * The step in which the job came to its end: the one that holds the first line in which the provider says that a
 * step failed. Later steps that fail too ran in spite of it; the first red word of a log is often no failure at all.
 */
export function findEnding(findings: Findings, log: LogView): Ending {
  const stop = findings.stops.find((candidate) => candidate.cause === "exit") ?? findings.stops[0] ?? null;
  if (!stop) return { step: null, stop: null };
  const at = findings.steps.findLastIndex((step) => step.startLine <= stop.line);
  const step = findings.steps[at];
  if (!step || step.name === "") return { step: null, stop };
  const following = findings.steps[at + 1];
  const endLine = following ? following.startLine - 1 : log.lineCount;
  return { step: { name: step.name, command: step.command, startLine: step.startLine, endLine }, stop };
}
