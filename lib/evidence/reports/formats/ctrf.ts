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
  textsField,
} from "./json-value";

const STATUSES: Readonly<Record<string, ReportedStatus>> = { passed: "passed", failed: "failed" };

/** The Common Test Report Format, https://ctrf.io. */
export const ctrf: JsonFormat = {
  name: "ctrf",
  read(value) {
    const results = isObject(value) && objectField(value, "results");
    if (!results || !objectField(results, "tool") || !Array.isArray(results.tests)) return null;
    return objectsField(results, "tests").map(readTest);
  },
};

function readTest(test: JsonObject): ReportedTest {
  const suite = textField(test, "suite") ?? textsField(test, "suite").join(" > ");
  return reportedTest({
    suite,
    name: textField(test, "name") ?? "",
    file: textField(test, "filePath") ?? textField(test, "filepath"),
    line: numberField(test, "line"),
    status: STATUSES[textField(test, "status") ?? ""] ?? "skipped",
    durationSeconds: secondsField(test, "duration"),
    message: textField(test, "message"),
    details: textField(test, "trace"),
  });
}
