import { styleText } from "node:util";
import type { Evidence, Excerpt } from "@/lib/domain/evidence";

const TESTS_SHOWN_MAX = 20;
const DIAGNOSTICS_SHOWN_MAX = 20;
const EXCERPT_LINES_SHOWN_MAX = 60;
const CONTEXT_LINES = 3;
const FRAMES_SHOWN_MAX = 6;
const MESSAGE_LENGTH_MAX = 200;
const frame = /^\s+at \S|^\s+from \S+:\d+:in /;

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
    ...inOneVoice(categoryReasons).map((reason) => paint("dim", `  because ${reason}`)),
  ];
  if (failingStep) {
    const code = exitCode === null ? "" : `, exit code ${exitCode}`;
    lines.push(
      `step   ${paint("red", failingStep.name)}${code}  ${paint("dim", `lines ${failingStep.startLine} to ${failingStep.endLine}`)}`,
    );
  }
  if (intermittent.verdict) {
    lines.push(
      `rerun  ${paint("yellow", `may pass (${percent(intermittent.confidence)} sure)`)}: ${inOneVoice(intermittent.reasons).join("; ")}`,
    );
  }
  return lines;
}

/** Several lines that say the same are told once: "line 7 and 2 more: the network failed". */
function inOneVoice(reasons: readonly string[]): string[] {
  const groups = new Map<string, string[]>();
  for (const reason of reasons) {
    const [, line = "", said = reason] = /^line (\d+): (.*)$/s.exec(reason) ?? [];
    groups.set(said, [...(groups.get(said) ?? []), line]);
  }
  return [...groups].map(([said, [line = "", ...more]]) => {
    if (line === "") return said;
    return `line ${line}${more.length > 0 ? ` and ${more.length} more` : ""}: ${said}`;
  });
}

function cause({ excerpts, primary }: Evidence, paint: Paint): string[] {
  const shown = excerpts.find(
    (excerpt) => primary && excerpt.startLine <= primary.endLine && excerpt.endLine >= primary.startLine,
  );
  const first = shown ?? excerpts[0];
  if (!first) return [];
  return ["", paint("bold", "cause"), ...numbered(first, primary, paint)];
}

/** The lines of the primary range and a few around it, with their numbers; long stack traces are folded. */
function numbered(excerpt: Excerpt, primary: Evidence["primary"], paint: Paint): string[] {
  const lines = excerpt.text.split("\n").map((text, i) => ({ number: excerpt.startLine + i, text }));
  const from = primary === null ? excerpt.startLine : primary.startLine - CONTEXT_LINES;
  const to = primary === null ? excerpt.endLine : primary.endLine + CONTEXT_LINES;
  const around = lines.filter(({ number }) => number >= from && number <= to);
  return folded(around)
    .slice(0, EXCERPT_LINES_SHOWN_MAX)
    .map((part) => {
      if (part.number === null) return paint("dim", `        │ … ${part.text}`);
      const gutter = String(part.number).padStart(7);
      const isPrimary =
        primary !== null && part.number >= primary.startLine && part.number <= primary.endLine;
      return isPrimary
        ? `${paint("red", gutter)} ${paint("red", "│")} ${part.text}`
        : paint("dim", `${gutter} │ ${part.text}`);
    });
}

/** The first frames say where; the many below them, how the program got there. */
function folded(
  lines: readonly { number: number; text: string }[],
): { number: number | null; text: string }[] {
  const shown: { number: number | null; text: string }[] = [];
  let run = 0;
  for (const line of lines) {
    run = frame.test(line.text) ? run + 1 : 0;
    if (run <= FRAMES_SHOWN_MAX) shown.push(line);
    else if (run === FRAMES_SHOWN_MAX + 1) shown.push({ number: null, text: "1 more frame" });
    else shown.splice(-1, 1, { number: null, text: `${run - FRAMES_SHOWN_MAX} more frames` });
  }
  return shown;
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
  const errors = found.filter(({ severity }) => severity === "error");
  const told = errors.length > 0 ? errors : found;
  const rest = told.length - DIAGNOSTICS_SHOWN_MAX;
  const others = found.length - told.length;
  return [
    "",
    `${paint("bold", "findings")}  ${told.length}${others > 0 ? paint("dim", `  (and ${others} that are no errors)`) : ""}`,
    ...told.slice(0, DIAGNOSTICS_SHOWN_MAX).map((one) => {
      const place = [one.file, one.line, one.column].filter((part) => part !== null).join(":");
      const code = one.code === null ? "" : paint("dim", ` ${one.code}`);
      return `  ${place ? `${paint("cyan", place)} ` : ""}${firstWords(one.message)}${code} ${paint("dim", one.tool)}`;
    }),
    ...(rest > 0 ? [paint("dim", `  … and ${rest} more`)] : []),
  ];
}

/** A finding may go on for many lines, which stand in the log. */
function firstWords(message: string): string {
  const [first = "", ...more] = message.split("\n");
  const text = first.length > MESSAGE_LENGTH_MAX ? `${first.slice(0, MESSAGE_LENGTH_MAX)}…` : first;
  return more.length > 0 ? `${text} …` : text;
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
