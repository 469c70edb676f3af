import { type ReportedStatus, type ReportedTest, reportedTest } from "../test-report";
import { parseTimeSpan } from "../units";
import { childOf, elementsNamed, textOf, type XmlElement } from "../xml/element";
import type { XmlFormat } from "./format";

const RESULT = new Set(["UnitTestResult", "TestResult", "GenericTestResult", "ManualTestResult"]);
const DEFINITION = new Set(["UnitTest", "GenericTest", "ManualTest"]);
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
  *read(root) {
    const classNames = new Map<string, string>();
    for (const { element } of elementsNamed(root, DEFINITION)) {
      const className = childOf(element, "TestMethod")?.attributes.className;
      if (className && element.attributes.id)
        classNames.set(element.attributes.id, withoutAssembly(className));
    }
    for (const { element } of elementsNamed(root, RESULT)) {
      if (!childOf(element, "InnerResults")) yield readResult(element, classNames);
    }
  },
};

function readResult(result: XmlElement, classNames: ReadonlyMap<string, string>): ReportedTest {
  const { testName = "", testId = "", outcome = "", duration } = result.attributes;
  const classname = classNames.get(testId);
  const output = childOf(result, "Output");
  const problem = output && childOf(output, "ErrorInfo");
  return reportedTest({
    classname,
    name: classname && testName.startsWith(`${classname}.`) ? testName.slice(classname.length + 1) : testName,
    status: STATUSES[outcome] ?? (outcome === "" ? "passed" : "skipped"),
    durationSeconds: parseTimeSpan(duration),
    message: textOf(problem, "Message"),
    details: textOf(problem, "StackTrace"),
  });
}

/** MSTest writes `Namespace.Class, Assembly, Version=…`. */
function withoutAssembly(className: string): string {
  return className.split(",", 1)[0]?.trim() ?? className;
}
