import { redact } from "../redact/redact";
import type { ReportedTest, TestReport } from "../reports/test-report";

const DETAIL_LINES_MAX = 12;
const SLOWEST = 3;

/** A report for a person at a terminal: what failed comes first, then the sum, then what took long. */
export function describeReport(file: string, { format, tests }: TestReport, inColour: boolean): string {
  const paint = (code: number, text: string) => (inColour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const red = (text: string) => paint(31, text);
  const dim = (text: string) => paint(2, text);
  const count = (status: ReportedTest["status"]) => tests.filter((test) => test.status === status).length;
  const lines = [`${paint(1, redact(file).text)} ${dim(`(${format})`)}`];
  for (const test of tests) {
    if (test.status !== "failed" && test.status !== "error") continue;
    lines.push(
      "",
      `${red(test.status === "error" ? "✗ error" : "✗ failed")}  ${fullName(test)}${place(test)}`,
    );
    if (test.message) lines.push(...indented(test.message));
    if (test.details && test.details !== test.message) lines.push(...indented(test.details).map(dim));
  }
  const failed = count("failed") + count("error");
  const sum = `${tests.length} tests: ${count("passed")} passed, ${failed} failed, ${count("skipped")} skipped`;
  lines.push("", failed > 0 ? red(sum) : paint(32, sum));
  const slow = [...tests]
    .filter((test) => (test.durationSeconds ?? 0) >= 1)
    .sort((a, b) => (b.durationSeconds ?? 0) - (a.durationSeconds ?? 0))
    .slice(0, SLOWEST);
  for (const test of slow) lines.push(dim(`slow: ${test.durationSeconds?.toFixed(1)} s  ${fullName(test)}`));
  return `${lines.join("\n")}\n\n`;
}

function fullName(test: ReportedTest): string {
  return test.classname && !test.name.startsWith(test.classname)
    ? `${test.classname} › ${test.name}`
    : test.name;
}

function place(test: ReportedTest): string {
  if (!test.file) return "";
  return `  ${test.file}${test.line === null ? "" : `:${test.line}`}`;
}

function indented(text: string): string[] {
  const lines = text.split("\n");
  const shown = lines.slice(0, DETAIL_LINES_MAX).map((line) => `    ${line}`);
  if (lines.length > DETAIL_LINES_MAX) shown.push(`    … ${lines.length - DETAIL_LINES_MAX} more lines`);
  return shown;
}
