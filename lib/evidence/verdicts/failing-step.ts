import type { FailingStep } from "@/lib/domain/evidence";
import type { LogView } from "../family";
import type { Findings, FoundStop } from "../findings";

/** The job came to a good end: nothing in its log is what failed. The line at which the provider says so, else null. */
export function goodEnd({ passedLine, stops, tests }: Findings): number | null {
  return stops.some((stop) => stop.cause === "exit") || tests.size > 0 ? null : passedLine;
}

/** What ended the job: the step it happened in, and what the provider says about it. */
export interface Ending {
  step: FailingStep | null;
  stop: FoundStop | null;
}

/**
 * What ended the job, not the first red word: the first step that the provider says failed with an exit code (steps
 * that fail after it ran in spite of it), else a stop from outside, else the last error that the provider marked.
 */
export function findEnding(findings: Findings, log: LogView): Ending {
  const stop = endingStop(findings);
  if (!stop) return { step: null, stop: null };
  const at = findings.steps.findLastIndex((step) => step.startLine <= stop.line && !step.isClosing);
  const step = findings.steps[at];
  if (!step) return { step: null, stop };
  const following = findings.steps[at + 1];
  const endLine = following ? Math.max(step.startLine, following.startLine - 1) : log.lineCount;
  return { step: { name: step.name, command: step.command, startLine: step.startLine, endLine }, stop };
}

function endingStop({ stops, steps }: Findings): FoundStop | null {
  const exit = stops.find((stop) => stop.cause === "exit");
  const outside = stops.find((stop) => stop.cause !== "exit" && stop.cause !== "error");
  if (exit && outside && outside.line < exit.line) return outside.cause === "disk" ? outside : exit;
  if (exit ?? outside) return exit ?? outside ?? null;
  const closing = steps.findLast((step) => !step.isClosing);
  const firstClosing = steps.find((step) => step.isClosing && step.startLine > (closing?.startLine ?? 0));
  const before = stops.findLast((stop) => !firstClosing || stop.line < firstClosing.startLine);
  return before ?? stops.at(-1) ?? null;
}
