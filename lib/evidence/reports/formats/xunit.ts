import { type ReportedStatus, type ReportedTest, reportedTest } from "../test-report";
import { parseLine, parseSeconds } from "../units";
import { childOf, textOf, type XmlElement } from "../xml/element";
import type { XmlFormat } from "./format";

const STATUSES: Readonly<Record<string, ReportedStatus>> = { pass: "passed", fail: "failed", error: "error" };

/** xUnit.net, versions 1 (`class`) and 2 (`collection`). */
export const xunit: XmlFormat = {
  name: "xunit",
  roots: ["assemblies", "assembly"],
  testElements: ["test"],
  open: () => ({ read: readTest }),
};

function readTest(test: XmlElement, parents: readonly XmlElement[]): ReportedTest {
  const { name = "", type, method, result = "", time } = test.attributes;
  const failure = childOf(test, "failure");
  return reportedTest({
    suite: parents.find((parent) => parent.name === "assembly")?.attributes.name,
    classname: type,
    name: nameOf(name, type, method),
    file: test.attributes["source-file"],
    line: parseLine(test.attributes["source-line"]),
    status: STATUSES[result.toLowerCase()] ?? "skipped",
    durationSeconds: parseSeconds(time),
    message:
      textOf(failure, "message") ?? textOf(childOf(test, "reason"), "message") ?? textOf(test, "reason"),
    details: textOf(failure, "stack-trace"),
  });
}

/** The method; of a theory with its arguments, which only the display name has. */
function nameOf(display: string, type: string | undefined, method: string | undefined): string {
  if (!method) return display;
  const full = `${type}.${method}`;
  return display.startsWith(`${full}(`) ? display.slice(full.length - method.length) : method;
}
