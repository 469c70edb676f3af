import type { ExcerptRole, LineRange } from "@/lib/domain/evidence";
import type { LogView } from "../family";
import type { Findings, FoundDiagnostic, FoundSignal, FoundStop } from "../findings";
import { blockAround } from "./blocks";

export interface Candidate extends LineRange {
  role: ExcerptRole;
  score: number;
  /** The lines that speak of trouble themselves, without what belongs to them. */
  anchor: LineRange;
}

/** A finding in the middle of other lines of trouble is one of them. */
const DIAGNOSTIC_WEIGHT = { error: 0.88, warning: 0.4, info: 0.15 } as const;
const UNRATED_DIAGNOSTIC_WEIGHT = 0.6;
const STOP_WEIGHT = 0.88;
const MARKED_ERROR_WEIGHT = 0.72;
const CLUSTER_GAP_LINES = 2;
const ANCHOR_LINES_MAX = 10;
const SCORE_TOLERANCE = 0.03;
const JOINED_SCORE_MIN = 0.6;
const SIGNAL_WEIGHT_MIN = 0.25;
const OUTSIDE_FACTOR = 0.35;

/** Facts that make a line more or less telling than its words alone. */
export interface Surroundings {
  /** The failing step, or the whole log where no step is known. */
  region: LineRange;
  /** Templates of lines with signals in the last passing run's log, null if there was none. */
  passingTemplates: ReadonlySet<number> | null;
}

/** All ranges that may explain the failure, best first. */
export function findCandidates(
  findings: Findings,
  diagnostics: readonly FoundDiagnostic[],
  log: LogView,
  surroundings: Surroundings,
): Candidate[] {
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
  const candidates = [
    ...findings.failures.map((failure) => weigh(failure, failure.weight, "error")),
    ...findings.summaries.map((summary) => weigh(summary, summary.weight, "summary")),
    ...clustersOf(
      [
        ...weighSignals(findings.signals, surroundings),
        ...signalsOf(diagnostics),
        ...signalsOfStops(findings.stops),
      ].sort((a, b) => a.line - b.line),
      log,
      region,
    ),
  ];
  return candidates.sort((a, b) => b.score - a.score || a.startLine - b.startLine);
}

/** What stands later in the failing step is nearer to what ended it. */
function placeFactor({ startLine, endLine }: LineRange, region: LineRange): number {
  if (startLine < region.startLine || endLine > region.endLine) return OUTSIDE_FACTOR;
  const length = region.endLine - region.startLine + 1;
  return 0.85 + 0.15 * ((endLine - region.startLine + 1) / length);
}

function signalsOf(diagnostics: readonly FoundDiagnostic[]): FoundSignal[] {
  return diagnostics.flatMap(({ startLine, endLine, diagnostic: { severity } }) => {
    const weight = severity ? DIAGNOSTIC_WEIGHT[severity] : UNRATED_DIAGNOSTIC_WEIGHT;
    const first = { line: startLine, weight, template: 0 };
    return endLine > startLine ? [first, { line: endLine, weight: SIGNAL_WEIGHT_MIN, template: 0 }] : [first];
  });
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
    const repetition = weight >= 0.85 || count <= 8 ? 1 : count <= 30 ? 0.7 : 0.4;
    return { line, template, weight: weight * repetition * (isOld ? 0.2 : 1) };
  });
}

/** Signals that stand together tell of one thing; where very many do, the last of the strongest ends it. */
interface Cluster extends LineRange {
  weight: number;
  strongestLine: number;
}

function clustersOf(signals: readonly FoundSignal[], log: LogView, region: LineRange): Candidate[] {
  const clusters: Cluster[] = [];
  for (const { line, weight } of signals) {
    if (weight < SIGNAL_WEIGHT_MIN) continue;
    const last = clusters.at(-1);
    const isOutside = line < region.startLine || (last?.endLine ?? line) >= region.startLine;
    if (last && line - last.endLine <= CLUSTER_GAP_LINES && isOutside) {
      last.endLine = line;
      if (weight >= last.weight) last.strongestLine = line;
      last.weight = Math.max(last.weight, weight);
    } else clusters.push({ startLine: line, endLine: line, weight, strongestLine: line });
  }
  return joinBlocks(clusters.map((cluster) => candidateOf(cluster, log, region)));
}

function candidateOf(cluster: Cluster, log: LogView, region: LineRange): Candidate {
  const isInside = cluster.startLine >= region.startLine && cluster.endLine <= region.endLine;
  const bounds = isInside ? region : { startLine: 1, endLine: log.lineCount };
  const block = blockAround(cluster, bounds, log);
  const isLong = cluster.endLine - cluster.startLine >= ANCHOR_LINES_MAX;
  const endLine = isLong ? cluster.strongestLine : cluster.endLine;
  const startLine = isLong ? Math.max(cluster.startLine, endLine - ANCHOR_LINES_MAX + 1) : cluster.startLine;
  const anchor = { startLine, endLine };
  return { ...block, anchor, role: "error", score: cluster.weight * placeFactor(cluster, region) };
}

/** Errors of one compiler run stand one behind the other, each with its notes: one block of which the last is the anchor. */
function joinBlocks(blocks: readonly Candidate[]): Candidate[] {
  const joined: Candidate[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    const isNext = last && block.startLine <= last.endLine + 2 && block.startLine > last.startLine;
    const isEqual =
      last && Math.abs(last.score - block.score) < SCORE_TOLERANCE && block.score > JOINED_SCORE_MIN;
    if (isNext && isEqual) {
      last.endLine = Math.max(last.endLine, block.endLine);
      last.score = Math.max(last.score, block.score);
      last.anchor = block.anchor;
    } else joined.push({ ...block });
  }
  return joined;
}
