import { isSnapshotPath } from "@/lib/domain/paths/test-path";
import type { GateRule } from "../rule";

/** A snapshot holds what was expected. Recording it again makes any behaviour right. */
export const snapshots: GateRule = {
  id: "snapshots",
  judge({ patch }) {
    return patch.files
      .filter(({ path }) => isSnapshotPath(path))
      .map(({ path }) => ({
        rule: "snapshots",
        severity: "block" as const,
        path,
        line: null,
        reason: "A recorded expectation (snapshot) was written again.",
      }));
  },
};
