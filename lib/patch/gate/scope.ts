import { isTestPath } from "@/lib/domain/paths/test-path";
import type { GateRule } from "./rule";

/** Changes far from the evidence may be right, but a reviewer should know. */
export const scope: GateRule = {
  id: "scope",
  judge({ patch, rules }) {
    if (rules.implicatedFiles.length === 0) return [];
    const implicated = new Set(rules.implicatedFiles);
    const folders = new Set(rules.implicatedFiles.map((path) => path.slice(0, path.lastIndexOf("/") + 1)));
    return patch.files
      .filter(({ path }) => !implicated.has(path) && !folders.has(path.slice(0, path.lastIndexOf("/") + 1)))
      .map(({ path }) => ({
        rule: "scope",
        severity: "warn" as const,
        path,
        line: null,
        reason: isTestPath(path)
          ? "A test that the evidence does not name was changed."
          : "The evidence does not name this file, nor one beside it.",
      }));
  },
};
