import { type ReportedStatus, reportedTest } from "../test-report";
import { childOf, elementsNamed, textOf } from "../xml/element";
import type { XmlFormat } from "./format";

const METHOD = new Set(["test-method"]);
const STATUSES: Readonly<Record<string, ReportedStatus>> = {
  PASS: "passed",
  FAIL: "failed",
  SKIP: "skipped",
};

/** TestNG's own results; the methods that prepare and clean up are no tests. */
export const testng: XmlFormat = {
  name: "testng",
  roots: ["testng-results"],
  *read(root) {
    for (const { element, parents } of elementsNamed(root, METHOD)) {
      const {
        name = "",
        status = "",
        "duration-ms": milliseconds,
        "is-config": isConfig,
      } = element.attributes;
      if (isConfig === "true") continue;
      const exception = childOf(element, "exception");
      yield reportedTest({
        suite: parents.find((parent) => parent.name === "suite")?.attributes.name,
        classname: parents.findLast((parent) => parent.name === "class")?.attributes.name,
        name,
        status: STATUSES[status] ?? "skipped",
        durationSeconds: milliseconds ? Number(milliseconds) / 1000 : null,
        message: textOf(exception, "message") ?? exception?.attributes.class,
        details: textOf(exception, "full-stacktrace"),
      });
    }
  },
};
