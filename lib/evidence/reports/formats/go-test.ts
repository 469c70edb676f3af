import { type ReportedStatus, type ReportedTest, reportedTest } from "../test-report";
import type { LineFormat } from "./format";
import { hasEvent, jsonEvents } from "./json-events";
import { numberField, textField } from "./json-value";

const OUTPUT_CHARACTERS_MAX = 64 * 1024;
const ENDS: Readonly<Record<string, ReportedStatus>> = { pass: "passed", fail: "failed", skip: "skipped" };

/** `go test -json` (test2json). A package that fails without a failing test (it did not build) is one erroneous test. */
export const goTest: LineFormat = {
  name: "go-test",
  accepts: (head) =>
    hasEvent(
      head,
      (event) =>
        typeof event.Action === "string" &&
        (typeof event.Package === "string" || typeof event.ImportPath === "string"),
    ),
  read: readEvents,
};

function* readEvents(lines: readonly string[]): Generator<ReportedTest> {
  const outputs = new Map<string, string>();
  const failedPackages = new Set<string>();
  for (const event of jsonEvents(lines)) {
    const action = textField(event, "Action") ?? "";
    const from = textField(event, "Package") ?? textField(event, "ImportPath") ?? "";
    const test = textField(event, "Test");
    const key = `${from}\n${test ?? ""}`;
    if (action === "output" || action === "build-output") {
      const output = (outputs.get(key) ?? "") + (textField(event, "Output") ?? "");
      outputs.set(key, output.slice(-OUTPUT_CHARACTERS_MAX));
      continue;
    }
    const status = ENDS[action];
    if (!status) continue;
    const details = status === "passed" ? "" : framesDropped(outputs.get(key) ?? "");
    outputs.delete(key);
    const durationSeconds = numberField(event, "Elapsed");
    if (test !== null) {
      if (status === "failed") failedPackages.add(from);
      yield reportedTest({
        suite: from,
        classname: from,
        name: test,
        status,
        durationSeconds,
        message: firstLine(details),
        details,
      });
    } else if (status === "failed" && !failedPackages.has(from)) {
      yield reportedTest({
        suite: from,
        classname: from,
        name: from,
        status: "error",
        durationSeconds,
        message: firstLine(details),
        details,
      });
    }
  }
}

/** Without the lines that only say that a test started, paused or ended. */
function framesDropped(output: string): string {
  return output
    .split("\n")
    .filter((line) => !/^ *(?:=== [A-Z]+ |--- [A-Z]+: )/.test(line))
    .join("\n");
}

function firstLine(text: string): string {
  return text.trim().split("\n", 1)[0] ?? "";
}
