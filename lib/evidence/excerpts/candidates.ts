import type { ExcerptRole, LineRange } from "@/lib/domain/evidence";
import type { LogView } from "../family";
import type { Findings, FoundDiagnostic, FoundSignal, FoundStop } from "../findings";
import { programsIn } from "../programs-in";
import { framed } from "../signals/framed";
import { type Candidate, Candidates } from "./best-first";
import { clustersOf } from "./clusters";
import { placeFactor } from "./place-factor";

/** A finding in the middle of other lines of trouble is one of them. */
const DIAGNOSTIC_WEIGHT = { error: 0.88, warning: 0.4, info: 0.26 } as const;
const UNRATED_DIAGNOSTIC_WEIGHT = 0.6;
const ASKED_WEIGHT = 0.86;
const STOP_WEIGHT = 0.88;
const MARKED_ERROR_WEIGHT = 0.72;
const REST_WEIGHT = 0.25;
const SPAN_LINES_MAX = 20;
/** Where a test runner says what failed, other lines of trouble are mostly what its tests printed. */
const BESIDE_TESTS_FACTOR = 0.9;
const TOLD_SCORE_MIN = 0.75;

/** Facts that make a line more or less telling than its words alone. */
export interface Surroundings {
  /** The failing step, or the whole log where no step is known. */
  region: LineRange;
  /** The command that failed, where the log shows it. */
  command: string | null;
  /** Templates of lines with signals in the last passing run's log, null if there was none. */
  passingTemplates: ReadonlySet<number> | null;
}

/** All ranges that may explain the failure, best first. */
export function findCandidates(
  findings: Findings,
  diagnostics: readonly FoundDiagnostic[],
  log: LogView,
  surroundings: Surroundings,
): Candidates {
  const { region } = surroundings;
  const weigh = (range: LineRange, weight: number, role: ExcerptRole): Candidate => {
    const { startLine, endLine } = range;
    return {
      startLine,
      endLine,
      role,
      score: weight * placeFactor(range, region),
      anchor: { startLine, endLine },
    };
  };
  const reporters = reportersOf(findings);
  const failures = findings.failures.map((failure) => ({
    ...weigh(failure, failure.weight, "error"),
    isReported: reporters.has(failure.family),
  }));
  const summaries = findings.summaries.map((summary) => weigh(summary, summary.weight, "summary"));
  const areTestsTold = failures.some(({ isReported, score }) => isReported && score >= TOLD_SCORE_MIN);
  const besideTests = areTestsTold ? BESIDE_TESTS_FACTOR : 1;
  const signals = [
    ...weighSignals(findings.signals, surroundings).map((signal) => ({
      ...signal,
      weight: signal.weight * besideTests,
    })),
    ...signalsOf(diagnostics, surroundings),
    ...signalsOfStops(findings.stops),
  ].sort((a, b) => a.line - b.line);
  return new Candidates([...failures, ...summaries], clustersOf(signals, log, region));
}

/** Who gave out something as one failure: the runners of the tests that failed, and programs that frame what they say. */
export function reportersOf({ tests }: Findings): Set<string> {
  return new Set([framed.id, ...[...tests.values()].map((test) => test.runner)]);
}

function signalsOf(
  diagnostics: readonly FoundDiagnostic[],
  { command, region }: Surroundings,
): FoundSignal[] {
  const isAsked = isAskedFor(diagnostics, programsIn(command), region);
  return diagnostics.flatMap(({ startLine, endLine, diagnostic: { severity, tool } }) => {
    const own = severity ? DIAGNOSTIC_WEIGHT[severity] : UNRATED_DIAGNOSTIC_WEIGHT;
    const weight = isAsked(tool) ? Math.max(own, ASKED_WEIGHT) : own;
    const lines = Math.min(endLine - startLine + 1, SPAN_LINES_MAX);
    return Array.from({ length: lines }, (_, i) => ({
      line: startLine + i,
      weight: i === 0 ? weight : REST_WEIGHT,
      template: 0,
    }));
  });
}

/** Where the command that failed is the tool itself, and none of its findings is an error, its warnings are why. */
function isAskedFor(
  diagnostics: readonly FoundDiagnostic[],
  programs: ReadonlySet<string>,
  { startLine, endLine }: LineRange,
): (tool: string) => boolean {
  const inside = diagnostics.filter((found) => found.startLine >= startLine && found.endLine <= endLine);
  const withErrors = new Set(
    inside.flatMap(({ diagnostic: { severity, tool } }) => (severity === "error" ? [tool] : [])),
  );
  return (tool) => !withErrors.has(tool) && programs.has(tool.toLowerCase());
}

/** A runner that went away, or an action that failed, says in one line what there is to know. */
function signalsOfStops(stops: readonly FoundStop[]): FoundSignal[] {
  return stops
    .filter((stop) => stop.cause !== "exit")
    .map(({ line, cause }) => ({
      line,
      weight: cause === "error" ? MARKED_ERROR_WEIGHT : STOP_WEIGHT,
      template: 0,
    }));
}

/** The same message many times, or in a run that passed, is noise. */
function weighSignals(signals: readonly FoundSignal[], surroundings: Surroundings): FoundSignal[] {
  const counts = new Map<number, number>();
  for (const { template } of signals) counts.set(template, (counts.get(template) ?? 0) + 1);
  return signals.map(({ line, weight, template }) => {
    const isOld = surroundings.passingTemplates?.has(template) ?? false;
    const count = counts.get(template) ?? 1;
    const repetition = count <= 8 ? 1 : weight >= 0.85 ? (count <= 30 ? 0.9 : 0.8) : count <= 30 ? 0.7 : 0.4;
    return { line, template, weight: weight * repetition * (isOld ? 0.2 : 1) };
  });
}
