import type { CiTest } from "../types";

const passed: ReadonlySet<string> = new Set(["success", "passed", "fixed"]);
const skipped: ReadonlySet<string> = new Set(["skipped", "pending", "ignored"]);

/** An unknown word is a failure: a test counts as passed only when CircleCI says so. */
export function testStatus(result: string): CiTest["status"] {
  if (passed.has(result)) return "passed";
  return skipped.has(result) ? "skipped" : "failed";
}
