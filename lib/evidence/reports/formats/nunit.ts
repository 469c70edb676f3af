import { type ReportedStatus, type ReportedTest, reportedTest } from "../test-report";
import { parseSeconds } from "../units";
import { childOf, textOf, type XmlElement } from "../xml/element";
import type { XmlFormat } from "./format";

/** NUnit 2 (`test-results`) and 3 (`test-run`), as Unity writes it too. */
export const nunit: XmlFormat = {
  name: "nunit",
  roots: ["test-run", "test-results"],
  testElements: ["test-case"],
  open: () => ({ read: readTestCase }),
};

function readTestCase(test: XmlElement, parents: readonly XmlElement[]): ReportedTest {
  const { name = "", fullname, classname, duration, time } = test.attributes;
  const problem = childOf(test, "failure") ?? childOf(test, "reason");
  const suites = parents.filter((parent) => parent.name === "test-suite");
  const fixture = suites.findLast((suite) => suite.attributes.type !== "ParameterizedMethod");
  return reportedTest({
    suite: fixture?.attributes.fullname ?? fixture?.attributes.name,
    classname: classname ?? ownerOf(fullname, name),
    name,
    status: statusOf(test),
    durationSeconds: parseSeconds(duration ?? time),
    message: textOf(problem, "message"),
    details: textOf(problem, "stack-trace"),
  });
}

/** Early versions of NUnit 3 leave the class to the full name. */
function ownerOf(fullname: string | undefined, name: string): string | null {
  return fullname?.endsWith(`.${name}`) ? fullname.slice(0, -name.length - 1) : null;
}

function statusOf(test: XmlElement): ReportedStatus {
  const { result, executed, success } = test.attributes;
  if (childOf(test, "failure")) return "failed";
  switch (result) {
    case "Passed":
    case "Success":
    case "Warning":
      return "passed";
    case "Failed":
    case "Failure":
      return "failed";
    case "Error":
      return "error";
    case undefined:
      if (executed?.toLowerCase() === "false") return "skipped";
      return success?.toLowerCase() === "false" ? "failed" : "passed";
    default:
      return "skipped";
  }
}
