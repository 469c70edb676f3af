import type { LineRange } from "@/lib/domain/evidence";
import type { LogView } from "../family";
import type { FoundSignal } from "../findings";
import type { Candidate, Unsettled } from "./best-first";
import { BLOCK_REACH_LINES, blockAround } from "./blocks";
import { placeFactor } from "./place-factor";

const CLUSTER_GAP_LINES = 2;
const ANCHOR_LINES_MAX = 10;
const SCORE_TOLERANCE = 0.03;
const JOINED_SCORE_MIN = 0.6;
const JOINED_GAP_LINES = 2;
const SIGNAL_WEIGHT_MIN = 0.25;

/** Signals that stand together tell of one thing; where very many do, the last of the strongest ends it. */
interface Cluster extends LineRange {
  weight: number;
  strongestLine: number;
}

/** What signals, in the order of their lines, tell of. The blocks around them are read once they are asked for. */
export function clustersOf(signals: readonly FoundSignal[], log: LogView, region: LineRange): Unsettled[] {
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
  const scored = clusters.map((cluster) => ({
    cluster,
    score: cluster.weight * placeFactor(cluster, region),
  }));
  return runsOf(scored).map((run) => ({
    score: Math.max(...run.map(({ score }) => score)),
    settle: () => joinBlocks(run.map(({ cluster, score }) => candidateOf(cluster, score, log, region))),
  }));
}

interface Scored {
  cluster: Cluster;
  score: number;
}

/** Clusters whose blocks may turn out to be joined stay together: neighbours that are near and about equally sure. */
function runsOf(scored: readonly Scored[]): Scored[][] {
  const runs: Scored[][] = [];
  let last: Scored | undefined;
  for (const next of scored) {
    if (last && mayJoin(last, next)) runs.at(-1)?.push(next);
    else runs.push([next]);
    last = next;
  }
  return runs;
}

/** A joined block has the score of its best part, which is at most one tolerance above that of its last. */
function mayJoin(last: Scored, next: Scored): boolean {
  const isNear = next.cluster.startLine - last.cluster.endLine <= BLOCK_REACH_LINES + JOINED_GAP_LINES;
  return isNear && next.score > JOINED_SCORE_MIN && Math.abs(next.score - last.score) < 2 * SCORE_TOLERANCE;
}

function candidateOf(cluster: Cluster, score: number, log: LogView, region: LineRange): Candidate {
  const isInside = cluster.startLine >= region.startLine && cluster.endLine <= region.endLine;
  const bounds = isInside ? region : { startLine: 1, endLine: log.lineCount };
  const block = blockAround(cluster, bounds, log);
  const isLong = cluster.endLine - cluster.startLine >= ANCHOR_LINES_MAX;
  const endLine = isLong ? cluster.strongestLine : cluster.endLine;
  const startLine = isLong ? Math.max(cluster.startLine, endLine - ANCHOR_LINES_MAX + 1) : cluster.startLine;
  return {
    startLine: block.startLine,
    endLine: block.endLine,
    role: "error",
    score,
    anchor: { startLine, endLine },
  };
}

/** Errors of one compiler run stand one behind the other, each with its notes: one block of which the last is the anchor. */
function joinBlocks(blocks: readonly Candidate[]): Candidate[] {
  const joined: Candidate[] = [];
  for (const block of blocks) {
    const last = joined.at(-1);
    const isNext =
      last && block.startLine <= last.endLine + JOINED_GAP_LINES && block.startLine > last.startLine;
    const isEqual =
      last && Math.abs(last.score - block.score) < SCORE_TOLERANCE && block.score > JOINED_SCORE_MIN;
    if (isNext && isEqual) {
      last.endLine = Math.max(last.endLine, block.endLine);
      last.score = Math.max(last.score, block.score);
      last.anchor = block.anchor;
    } else joined.push(block);
  }
  return joined;
}
