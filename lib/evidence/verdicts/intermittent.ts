import type { IntermittentVerdict } from "@/lib/domain/evidence";
import { findCauses } from "../causes/find-causes";
import type { Findings, FoundDiagnostic } from "../findings";
import { type Ending, goodEnd } from "./failing-step";
import type { TellingLine } from "./telling-lines";

const REASONS_MAX = 3;
/** A sign below this stands in a line that explains little. */
const LINE_WEIGHT_MIN = 0.45;
/** A sign below this is one only where nothing explains the failure so much better. */
const SURE_LINE_WEIGHT = 0.5;
const BETTER_TOLD = 0.3;

/**
 * Is a rerun of the same commit likely to pass? Judged from the failure's own words: the runner, the network or the
 * machine speak for chance; findings of compilers and linters, and failed assertions, speak for the code.
 */
export function judgeIntermittent(
  findings: Findings,
  diagnostics: readonly FoundDiagnostic[],
  ending: Ending,
  lines: readonly TellingLine[],
): IntermittentVerdict {
  const passedLine = goodEnd(findings);
  if (passedLine !== null) {
    return { verdict: false, confidence: 0.9, reasons: [`line ${passedLine}: the job passed`] };
  }
  const stop = ending.stop;
  if (stop?.cause === "runner-lost" || stop?.cause === "timeout" || stop?.cause === "network") {
    return {
      verdict: true,
      confidence: 0.9,
      reasons: [`line ${stop.line}: the job was ended from outside (${stop.cause})`],
    };
  }
  if (stop?.cause === "cancelled") {
    return {
      verdict: false,
      confidence: 0.6,
      reasons: [`line ${stop.line}: somebody or something cancelled the job`],
    };
  }
  const signs = lines
    .filter(({ weight }) => weight >= LINE_WEIGHT_MIN)
    .flatMap(({ lineNumber, causes, weight }) =>
      causes
        .filter((cause) => cause.isChance)
        .map((cause) => ({
          cause,
          weight: weight * cause.weight,
          lineWeight: weight,
          reason: `line ${lineNumber}: ${cause.says}`,
        })),
    )
    .sort((a, b) => b.weight - a.weight);
  const sure = Math.min(SURE_LINE_WEIGHT, (lines[0]?.weight ?? 0) - BETTER_TOLD);
  const best = signs.find(({ lineWeight }) => lineWeight >= sure);
  if (!best) return { verdict: false, confidence: 0.7, reasons: ["nothing in the log speaks for chance"] };
  const reasons = [...new Set(signs.map((sign) => sign.reason))].slice(0, REASONS_MAX);
  if (best.cause.id === "disk" && ending.step?.command === null) {
    const reason = `${best.reason} before the job's own script ran: it will be again until somebody clears it`;
    return { verdict: false, confidence: 0.6, reasons: [reason] };
  }
  const against = codeIsToBlame(findings, diagnostics, ending);
  if (against) return { verdict: false, confidence: 0.6, reasons: [against] };
  if (best.cause.id === "disk" && !ending.step) {
    return {
      verdict: false,
      confidence: 0.5,
      reasons: ["the runner's disk was full before the job began: it stays full"],
    };
  }
  return {
    verdict: true,
    confidence: Math.round(Math.min(0.95, 0.4 + best.weight * 0.6) * 100) / 100,
    reasons,
  };
}

/** Something deterministic failed too; then a network error beside it is no excuse. */
function codeIsToBlame(
  findings: Findings,
  diagnostics: readonly FoundDiagnostic[],
  { step }: Ending,
): string | null {
  if (findings.tests.size > 1) return `${findings.tests.size} tests failed`;
  const found = diagnostics.find(
    ({ diagnostic, startLine }) =>
      diagnostic.severity === "error" &&
      diagnostic.file !== null &&
      (!step || startLine >= step.startLine) &&
      !findCauses(diagnostic.message).some((cause) => cause.isChance),
  );
  return found ? `line ${found.startLine}: ${found.diagnostic.tool} found an error in the code` : null;
}
