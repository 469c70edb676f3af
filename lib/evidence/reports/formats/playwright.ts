import { type ReportedStatus, type ReportedTest, reportedTest } from "../test-report";
import type { JsonFormat } from "./format";
import {
  isObject,
  type JsonObject,
  numberField,
  objectField,
  objectsField,
  secondsField,
  textField,
} from "./json-value";

const STATUSES: Readonly<Record<string, ReportedStatus>> = {
  expected: "passed",
  flaky: "passed",
  unexpected: "failed",
};

/** Playwright's `json` reporter. A test counts once for each project it ran in; its last try decides. */
export const playwright: JsonFormat = {
  name: "playwright",
  read(value) {
    if (!isObject(value) || !objectField(value, "config") || !Array.isArray(value.suites)) return null;
    return readSuites(objectsField(value, "suites"), []);
  },
};

function* readSuites(suites: readonly JsonObject[], titles: readonly string[]): Generator<ReportedTest> {
  for (const suite of suites) {
    const title = textField(suite, "title") ?? "";
    const path = title === "" || title === textField(suite, "file") ? titles : [...titles, title];
    for (const spec of objectsField(suite, "specs")) yield* readSpec(spec, path);
    yield* readSuites(objectsField(suite, "suites"), path);
  }
}

function* readSpec(spec: JsonObject, titles: readonly string[]): Generator<ReportedTest> {
  for (const test of objectsField(spec, "tests")) {
    const last = objectsField(test, "results").at(-1);
    const error = last && objectField(last, "error");
    yield reportedTest({
      suite: textField(test, "projectName"),
      classname: titles.join(" › "),
      name: textField(spec, "title") ?? "",
      file: textField(spec, "file"),
      line: numberField(spec, "line"),
      status: STATUSES[textField(test, "status") ?? ""] ?? "skipped",
      durationSeconds: last ? secondsField(last, "duration") : null,
      message: error ? textField(error, "message") : null,
      details: error ? textField(error, "stack") : null,
    });
  }
}
