import { isTestPath } from "@/lib/domain/paths/test-path";
import type { GateRule } from "../rule";

/** A test that is gone cannot fail. Renaming counts too: the same identifiers have to pass. */
export const deletedTests: GateRule = {
  id: "deleted-tests",
  judge({ patch }) {
    return patch.files
      .filter(({ path, status }) => status === "deleted" && isTestPath(path))
      .map(({ path }) => ({
        rule: "deleted-tests",
        severity: "block" as const,
        path,
        line: null,
        reason: "A file of the tests was deleted or moved.",
      }));
  },
};
