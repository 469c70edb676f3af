import { type ReportedStatus, type ReportedTest, reportedTest } from "../test-report";
import { parseLine, parseSeconds } from "../units";
import type { XmlElement } from "../xml/element";
import type { XmlFormat } from "./format";

/** googletest, CTest and others say it in an attribute instead of an element. */
const NOT_RUN = new Set(["disabled", "notrun", "notRun", "skipped", "suppressed", "ignored"]);

/**
 * JUnit XML in its dialects: Maven's surefire, Gradle, pytest, jest, mocha, Node, go-junit-report, PHPUnit, googletest and
 * kin. A test that failed first and passed when rerun (`flakyFailure`) has passed.
 */
export const junit: XmlFormat = {
  name: "junit",
  roots: ["testsuites", "testsuite"],
  testElements: ["testcase"],
  open() {
    let parent: XmlElement | undefined;
    let suite: Suite = { name: undefined, file: undefined };
    return {
      read(test, parents) {
        if (parents.at(-1) !== parent) suite = innermostSuite(parents);
        parent = parents.at(-1);
        return readTestCase(test, suite);
      },
    };
  },
};

type Suite = { name: string | undefined; file: string | undefined };

function innermostSuite(parents: readonly XmlElement[]): Suite {
  const suites = parents.filter((parent) => parent.name === "testsuite").map((suite) => suite.attributes);
  const files = suites.map((suite) => suite.file ?? suite.filepath);
  return { name: suites.at(-1)?.name, file: files.findLast(Boolean) };
}

function readTestCase(test: XmlElement, suite: Suite): ReportedTest {
  const { attributes } = test;
  const { status, problems } = judge(test);
  return reportedTest({
    suite: suite.name,
    classname: attributes.classname ?? attributes.class,
    name: attributes.name ?? "",
    file: attributes.file ?? attributes.filepath ?? suite.file,
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

type Judgement = { status: ReportedStatus; problems: readonly XmlElement[] };

const passed: Judgement = { status: "passed", problems: [] };

function judge(test: XmlElement): Judgement {
  const { status = "", result = "" } = test.attributes;
  const isNotRun = NOT_RUN.has(status) || NOT_RUN.has(result);
  // Most tests of most reports: this path decides how fast a report is read.
  if (test.children.length === 0) return isNotRun ? { status: "skipped", problems: [] } : passed;
  const named = (...names: string[]) => test.children.filter((child) => names.includes(child.name));
  const errors = named("error");
  const failures = named("failure");
  const reruns = named("rerunFailure", "rerunError");
  if (errors.length > 0) return { status: "error", problems: [...errors, ...failures, ...reruns] };
  if (failures.length > 0) return { status: "failed", problems: [...failures, ...reruns] };
  const skips = named("skipped", "skip", "disabled", "ignored");
  if (skips.length > 0 || isNotRun) return { status: "skipped", problems: skips };
  return passed;
}
