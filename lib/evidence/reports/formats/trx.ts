import { type ReportedStatus, type ReportedTest, reportedTest } from "../test-report";
import { parseTimeSpan } from "../units";
import { childOf, textOf, type XmlElement } from "../xml/element";
import type { XmlFormat } from "./format";

const STATUSES: Readonly<Record<string, ReportedStatus>> = {
  Passed: "passed",
  PassedButRunAborted: "passed",
  Warning: "passed",
  Completed: "passed",
  Failed: "failed",
  Error: "error",
  Timeout: "error",
  Aborted: "error",
  Disconnected: "error",
};

/** Visual Studio's TRX, as `dotnet test` and MSTest write it. Of data-driven tests each row counts, not their sum. */
export const trx: XmlFormat = {
  name: "trx",
  roots: ["TestRun"],
  testElements: ["UnitTestResult", "TestResult", "GenericTestResult", "ManualTestResult"],
  open() {
    const testsById = new Map<string, ReportedTest[]>();
    return {
      read(result) {
        if (childOf(result, "InnerResults")) return null;
        const test = readResult(result);
        const { testId } = result.attributes;
        if (testId) testsById.set(testId, [...(testsById.get(testId) ?? []), test]);
        return test;
      },
      finish(root) {
        for (const { id = "", className } of definitions(root)) {
          for (const test of testsById.get(id) ?? []) addClass(test, className);
        }
      },
    };
  },
};

function readResult(result: XmlElement): ReportedTest {
  const { testName = "", outcome = "", duration } = result.attributes;
  const problem = childOf(childOf(result, "Output"), "ErrorInfo");
  return reportedTest({
    name: testName,
    status: STATUSES[outcome] ?? (outcome === "" ? "passed" : "skipped"),
    durationSeconds: parseTimeSpan(duration),
    message: textOf(problem, "Message"),
    details: textOf(problem, "StackTrace"),
  });
}

/** Classes stand apart from results: in the definitions, which most writers put behind them. */
function* definitions(root: XmlElement): Generator<{ id: string | undefined; className: string }> {
  for (const definition of childOf(root, "TestDefinitions")?.children ?? []) {
    const className = childOf(definition, "TestMethod")?.attributes.className;
    if (className) yield { id: definition.attributes.id, className: withoutAssembly(className) };
  }
}

function addClass(test: ReportedTest, className: string): void {
  test.classname = className;
  if (test.name.startsWith(`${className}.`)) test.name = test.name.slice(className.length + 1);
}

/** MSTest writes `Namespace.Class, Assembly, Version=…`. */
function withoutAssembly(className: string): string {
  return className.split(",", 1)[0]?.trim() ?? className;
}
