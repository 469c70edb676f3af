import { type ReportedStatus, type ReportedTest, reportedTest } from "../test-report";
import { childOf, textOf, type XmlElement } from "../xml/element";
import type { XmlFormat } from "./format";

const STATUSES: Readonly<Record<string, ReportedStatus>> = {
  PASS: "passed",
  FAIL: "failed",
  SKIP: "skipped",
};

/** TestNG's own results; the methods that prepare and clean up are no tests. */
export const testng: XmlFormat = {
  name: "testng",
  roots: ["testng-results"],
  testElements: ["test-method"],
  open: () => ({ read: readMethod }),
};

function readMethod(method: XmlElement, parents: readonly XmlElement[]): ReportedTest | null {
  const { name = "", status = "", "duration-ms": milliseconds, "is-config": isConfig } = method.attributes;
  if (isConfig === "true") return null;
  const exception = childOf(method, "exception");
  return reportedTest({
    suite: parents.find((parent) => parent.name === "suite")?.attributes.name,
    classname: parents.findLast((parent) => parent.name === "class")?.attributes.name,
    name,
    status: STATUSES[status] ?? "skipped",
    durationSeconds: milliseconds ? Number(milliseconds) / 1000 : null,
    message: textOf(exception, "message") ?? exception?.attributes.class,
    details: textOf(exception, "full-stacktrace"),
  });
}
