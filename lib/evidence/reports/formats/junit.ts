import { type ReportedStatus, type ReportedTest, reportedTest } from "../test-report";
import { parseLine, parseSeconds } from "../units";
import { elementsNamed, type XmlElement } from "../xml/element";
import type { XmlFormat } from "./format";

const TEST = new Set(["testcase"]);
/** googletest, CTest and others say it in an attribute instead of an element. */
const NOT_RUN = new Set(["disabled", "notrun", "notRun", "skipped", "suppressed", "ignored"]);

/**
 * JUnit XML in its dialects: Maven's surefire, Gradle, pytest, jest, mocha, Node, go-junit-report, PHPUnit, googletest and
 * kin. A test that failed first and passed when rerun (`flakyFailure`) has passed.
 */
export const junit: XmlFormat = {
  name: "junit",
  roots: ["testsuites", "testsuite"],
  *read(root) {
    for (const { element, parents } of elementsNamed(root, TEST)) yield readTestCase(element, parents);
  },
};

function readTestCase(test: XmlElement, parents: readonly XmlElement[]): ReportedTest {
  const { attributes } = test;
  const { status, problems } = judge(test);
  const suites = parents.filter((parent) => parent.name === "testsuite");
  const suiteFile = suites.findLast(
    (suite) => suite.attributes.file ?? suite.attributes.filepath,
  )?.attributes;
  return reportedTest({
    suite: suites.at(-1)?.attributes.name,
    classname: attributes.classname ?? attributes.class,
    name: attributes.name ?? "",
    file: attributes.file ?? attributes.filepath ?? suiteFile?.file ?? suiteFile?.filepath,
    line: parseLine(attributes.line ?? attributes.lineno),
    status,
    durationSeconds: parseSeconds(attributes.time ?? attributes.duration),
    message: problems.map(messageOf).find((message) => message !== ""),
    details: problems.map((problem) => problem.text.trim()).join("\n\n"),
  });
}

function messageOf(problem: XmlElement): string {
  const { message, type } = problem.attributes;
  return message || problem.text.trim().split("\n", 1)[0] || type || "";
}

function judge(test: XmlElement): { status: ReportedStatus; problems: XmlElement[] } {
  const named = (...names: string[]) => test.children.filter((child) => names.includes(child.name));
  const errors = named("error");
  const failures = named("failure");
  const reruns = named("rerunFailure", "rerunError");
  if (errors.length > 0) return { status: "error", problems: [...errors, ...failures, ...reruns] };
  if (failures.length > 0) return { status: "failed", problems: [...failures, ...reruns] };
  const skips = named("skipped", "skip", "disabled", "ignored");
  const { status = "", result = "" } = test.attributes;
  if (skips.length > 0 || NOT_RUN.has(status) || NOT_RUN.has(result))
    return { status: "skipped", problems: skips };
  return { status: "passed", problems: [] };
}
