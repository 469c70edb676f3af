import { styleText } from "node:util";
import type { Evidence, Excerpt } from "@/lib/domain/evidence";

const TESTS_SHOWN_MAX = 20;
const DIAGNOSTICS_SHOWN_MAX = 20;
const EXCERPT_LINES_SHOWN_MAX = 60;

/** Colours only where somebody looks: a terminal that wants them. */
export type Paint = (format: Parameters<typeof styleText>[0], text: string) => string;
export const plain: Paint = (_, text) => text;
export const colourful: Paint = (format, text) => styleText(format, text);

/** The evidence for a person: what failed, the cause first, the tests, and what is missing. */
export function showEvidence(log: string, evidence: Evidence, paint: Paint): string {
  return [
    ...head(log, evidence, paint),
    ...cause(evidence, paint),
    ...tests(evidence, paint),
    ...diagnostics(evidence, paint),
    ...foot(evidence, paint),
    "",
  ].join("\n");
}

function head(log: string, evidence: Evidence, paint: Paint): string[] {
  const { category, confidence, categoryReasons, failingStep, exitCode, intermittent } = evidence;
  const lines = [
    paint("bold", `${log}: ${category === "unknown" ? "unknown failure" : `${category} failure`}`) +
      paint("dim", category === "unknown" ? "" : `  (${percent(confidence)} sure)`),
    ...categoryReasons.map((reason) => paint("dim", `  because ${reason}`)),
  ];
  if (failingStep) {
    const code = exitCode === null ? "" : `, exit code ${exitCode}`;
    lines.push(
      `step   ${paint("red", failingStep.name)}${code}  ${paint("dim", `lines ${failingStep.startLine} to ${failingStep.endLine}`)}`,
    );
  }
  if (intermittent.verdict) {
    lines.push(
      `rerun  ${paint("yellow", `may pass (${percent(intermittent.confidence)} sure)`)}: ${intermittent.reasons.join("; ")}`,
    );
  }
  return lines;
}

function cause({ excerpts, primary }: Evidence, paint: Paint): string[] {
  const shown = excerpts.find(
    (excerpt) => primary && excerpt.startLine <= primary.endLine && excerpt.endLine >= primary.startLine,
  );
  const first = shown ?? excerpts[0];
  if (!first) return [];
  return ["", paint("bold", "cause"), ...numbered(first, primary, paint)];
}

/** The lines with their numbers; those of the primary range are marked. */
function numbered(excerpt: Excerpt, primary: Evidence["primary"], paint: Paint): string[] {
  const lines = excerpt.text.split("\n");
  const shown = lines.slice(0, EXCERPT_LINES_SHOWN_MAX).map((text, i) => {
    const number = excerpt.startLine + i;
    const isPrimary = primary !== null && number >= primary.startLine && number <= primary.endLine;
    const gutter = String(number).padStart(7);
    return isPrimary
      ? `${paint("red", gutter)} ${paint("red", "│")} ${text}`
      : paint("dim", `${gutter} │ ${text}`);
  });
  const rest = lines.length - shown.length;
  return rest > 0 ? [...shown, paint("dim", `        … ${rest} more lines`)] : shown;
}

function tests({ failingTests, testCounts }: Evidence, paint: Paint): string[] {
  if (failingTests.length === 0 && !testCounts) return [];
  const counts = testCounts
    ? `${testCounts.failed} of ${testCounts.run} failed, ${testCounts.passed} passed, ${testCounts.skipped} skipped`
    : `${failingTests.length} failed`;
  const rest = failingTests.length - TESTS_SHOWN_MAX;
  return [
    "",
    `${paint("bold", "tests")}  ${counts}`,
    ...failingTests.slice(0, TESTS_SHOWN_MAX).map((test) => `  ${paint("red", "✖")} ${test}`),
    ...(rest > 0 ? [paint("dim", `  … and ${rest} more`)] : []),
  ];
}

function diagnostics({ diagnostics: found }: Evidence, paint: Paint): string[] {
  if (found.length === 0) return [];
  const rest = found.length - DIAGNOSTICS_SHOWN_MAX;
  return [
    "",
    `${paint("bold", "findings")}  ${found.length}`,
    ...found.slice(0, DIAGNOSTICS_SHOWN_MAX).map((one) => {
      const place = [one.file, one.line, one.column].filter((part) => part !== null).join(":");
      const code = one.code === null ? "" : paint("dim", ` ${one.code}`);
      return `  ${place ? `${paint("cyan", place)} ` : ""}${one.message}${code} ${paint("dim", one.tool)}`;
    }),
    ...(rest > 0 ? [paint("dim", `  … and ${rest} more`)] : []),
  ];
}

function foot({ evidenceScore, missing, redactions, lines }: Evidence, paint: Paint): string[] {
  const hidden = redactions === 0 ? "" : `, ${redactions} secrets hidden`;
  return [
    "",
    `${paint("bold", "enough to repair from")}  ${percent(evidenceScore)}${paint("dim", `  (${lines} lines read${hidden})`)}`,
    ...missing.map((part) => `  ${paint("yellow", "missing")} ${part}`),
  ];
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
