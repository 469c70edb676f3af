import type { Redactor } from "../redact/redact";
import type { ReportedTest, TestReport } from "./test-report";

const FIELDS = ["suite", "classname", "name", "file", "message", "details"] as const;

/** The report with every text redacted and free of control characters. */
export function redactReport(report: TestReport, redact: Redactor): TestReport {
  const texts = report.tests.flatMap((test) => FIELDS.map((field) => test[field] ?? ""));
  const safe = redactAll(texts, redact);
  const tests = report.tests.map((test, index): ReportedTest => {
    const at = index * FIELDS.length;
    const text = (offset: number) => safe[at + offset] || null;
    return {
      ...test,
      suite: text(0),
      classname: text(1),
      name: text(2) ?? "",
      file: text(3),
      message: text(4),
      details: text(5),
    };
  });
  return { ...report, tests };
}

/** In one go, since a call costs more than a short text: redaction keeps every line in its place. */
function redactAll(texts: readonly string[], redact: Redactor): string[] {
  const lines = redact(texts.join("\n\n")).text.split("\n");
  let at = 0;
  return texts.map((text) => {
    const count = countLines(text);
    const safe = count === 1 ? (lines[at] ?? "") : lines.slice(at, at + count).join("\n");
    at += count + 1;
    return safe;
  });
}

function countLines(text: string): number {
  let count = 1;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
