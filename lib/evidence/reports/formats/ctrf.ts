import { type ReportedTest, reportedTest } from "../test-report";
import type { JsonFormat } from "./format";
import {
  isObject,
  type JsonObject,
  numberField,
  objectField,
  objectsField,
  secondsField,
  statusField,
  textField,
  textsField,
} from "./json-value";

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
    status: statusField(test, "status"),
    durationSeconds: secondsField(test, "duration"),
    message: textField(test, "message"),
    details: textField(test, "trace"),
  });
}
