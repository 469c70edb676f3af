import { type ReportedStatus, type ReportedTest, reportedTest } from "../test-report";
import type { LineFormat } from "./format";
import { hasEvent, jsonEvents } from "./json-events";
import { isObject, type JsonObject, numberField, objectField, secondsField, textField } from "./json-value";

const ENDS = new Set(["test:pass", "test:fail"]);

/** The events of Node's test runner, one JSON object a line: `{ "type": "test:fail", "data": { … } }`. Suites are no tests. */
export const nodeTest: LineFormat = {
  name: "node-test",
  accepts: (head) =>
    hasEvent(head, (event) => textField(event, "type")?.startsWith("test:") === true && isObject(event.data)),
  *read(lines) {
    const parents: string[] = [];
    for (const event of jsonEvents(lines)) {
      const type = textField(event, "type") ?? "";
      const data = objectField(event, "data");
      if (!data) continue;
      const nesting = numberField(data, "nesting") ?? 0;
      if (type === "test:start") parents[nesting] = textField(data, "name") ?? "";
      const details = objectField(data, "details");
      if (ENDS.has(type) && details?.type !== "suite")
        yield readEnd(type, data, details, parents.slice(0, nesting));
    }
  },
};

function readEnd(
  type: string,
  data: JsonObject,
  details: JsonObject | null,
  parents: readonly string[],
): ReportedTest {
  const error = details && objectField(details, "error");
  const cause = error && (objectField(error, "cause") ?? error);
  const skipped = [data.skip, data.todo].some((mark) => mark !== undefined && mark !== false);
  const status: ReportedStatus = skipped ? "skipped" : type === "test:fail" ? "failed" : "passed";
  return reportedTest({
    classname: parents.filter(Boolean).join(" > "),
    name: textField(data, "name") ?? "",
    file: textField(data, "file"),
    line: numberField(data, "line"),
    status,
    durationSeconds: details && secondsField(details, "duration_ms"),
    message: cause ? (textField(cause, "message") ?? textField(error ?? cause, "message")) : null,
    details: cause ? textField(cause, "stack") : null,
  });
}
