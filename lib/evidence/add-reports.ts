import type { Findings } from "./findings";
import { readReport } from "./reports/read-report";
import { ReportRefused } from "./reports/refused";
import type { ReportedTest, TestReport } from "./reports/test-report";

/**
 * Adds what test reports of the same job say: tests that the log does not name, places and messages of those that it
 * names, and counts where the log has none. A file that is no report adds nothing.
 */
export function addReports(findings: Findings, reports: readonly (Uint8Array | TestReport)[]): void {
  const hasCounts = findings.counts.length > 0;
  const inLog = [...findings.tests.keys()];
  for (const source of reports) {
    const report = source instanceof Uint8Array ? read(source) : source;
    if (!report) continue;
    for (const test of report.tests) {
      if (test.status === "failed" || test.status === "error") addTest(findings, report.format, test, inLog);
    }
    if (!hasCounts && report.tests.length > 0) addCounts(findings, report);
  }
}

function read(bytes: Uint8Array): TestReport | null {
  try {
    return readReport(bytes);
  } catch (error) {
    if (error instanceof ReportRefused) return null;
    throw error;
  }
}

function addTest(findings: Findings, format: string, test: ReportedTest, inLog: readonly string[]): void {
  const named = inLog.find((id) => id === test.name || (id.endsWith(test.name) && isSameClass(id, test)));
  const hasClass = test.classname !== null && !test.name.startsWith(test.classname);
  findings.add(format, 0, {
    kind: "failed-test",
    id: named ?? (hasClass ? `${test.classname}.${test.name}` : test.name),
    file: test.file ?? undefined,
    line: test.line ?? undefined,
    message: test.message ?? undefined,
  });
}

function isSameClass(id: string, { classname }: ReportedTest): boolean {
  const last = classname?.split(/[./\\:]/).at(-1);
  return last === undefined || id.includes(last);
}

function addCounts(findings: Findings, { format, tests }: TestReport): void {
  const count = (...statuses: string[]) => tests.filter((test) => statuses.includes(test.status)).length;
  const [passed, failed, skipped] = [count("passed"), count("failed", "error"), count("skipped")];
  findings.add(format, 0, { kind: "counts", line: 1, passed, failed, skipped });
}
