import { type ReportedStatus, type ReportedTest, reportedTest } from "../test-report";
import type { JsonFormat } from "./format";
import { isObject, type JsonObject, objectField, objectsField, secondsField, textField } from "./json-value";

/** Mocha's `json` reporter: every test once under `tests`, and again under what became of it. */
export const mocha: JsonFormat = {
  name: "mocha",
  read(value) {
    if (!isObject(value) || !objectField(value, "stats") || !Array.isArray(value.tests)) return null;
    const pending = new Set(objectsField(value, "pending").map(keyOf));
    return readTests(objectsField(value, "tests"), pending);
  },
};

function* readTests(tests: readonly JsonObject[], pending: ReadonlySet<string>): Generator<ReportedTest> {
  for (const test of tests) {
    const name = textField(test, "title") ?? "";
    const fullTitle = textField(test, "fullTitle") ?? name;
    const error = objectField(test, "err");
    const failed = error !== null && Object.keys(error).length > 0;
    const status: ReportedStatus = failed ? "failed" : pending.has(keyOf(test)) ? "skipped" : "passed";
    yield reportedTest({
      classname: fullTitle.endsWith(` ${name}`) ? fullTitle.slice(0, -name.length - 1) : null,
      name,
      file: textField(test, "file"),
      status,
      durationSeconds: secondsField(test, "duration"),
      message: failed ? textField(error, "message") : null,
      details: failed ? textField(error, "stack") : null,
    });
  }
}

function keyOf(test: JsonObject): string {
  return `${textField(test, "file")}\n${textField(test, "fullTitle")}`;
}
