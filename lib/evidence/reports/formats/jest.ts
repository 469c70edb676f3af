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

/** The JSON of Jest and of Vitest, which has the same shape. A file that could not run at all is one erroneous test. */
export const jest: JsonFormat = {
  name: "jest",
  read(value) {
    if (!isObject(value) || !Array.isArray(value.testResults) || numberField(value, "numTotalTests") === null)
      return null;
    return readFiles(objectsField(value, "testResults"));
  },
};

function* readFiles(files: readonly JsonObject[]): Generator<ReportedTest> {
  for (const result of files) {
    const file = textField(result, "name") ?? textField(result, "testFilePath");
    const tests = objectsField(
      result,
      Array.isArray(result.assertionResults) ? "assertionResults" : "testResults",
    );
    if (tests.length === 0 && textField(result, "status") === "failed") {
      yield reportedTest({
        name: file ?? "",
        file,
        status: "error",
        ...splitFailure(textField(result, "message") ?? ""),
      });
    }
    for (const test of tests) yield readTest(test, file);
  }
}

function readTest(test: JsonObject, file: string | null): ReportedTest {
  const location = objectField(test, "location");
  return reportedTest({
    classname: textsField(test, "ancestorTitles").join(" "),
    name: textField(test, "title") ?? textField(test, "fullName") ?? "",
    file,
    line: location && numberField(location, "line"),
    status: statusField(test, "status"),
    durationSeconds: secondsField(test, "duration"),
    ...splitFailure(textsField(test, "failureMessages").join("\n\n")),
  });
}

function splitFailure(text: string): { message: string; details: string } {
  return { message: text.split("\n", 1)[0] ?? "", details: text };
}
