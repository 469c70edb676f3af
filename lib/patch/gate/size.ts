import type { GateRule } from "./rule";

/** A repair is small. A large one is a rewrite that nobody can review, or an accident. */
export const size: GateRule = {
  id: "size",
  judge({ patch, rules }) {
    const bytes = Buffer.byteLength(patch.text);
    const lines = patch.additions + patch.deletions;
    const path = patch.files[0]?.path ?? "";
    const limits = [
      { value: patch.files.length, max: rules.filesMax, unit: "files" },
      { value: lines, max: rules.linesMax, unit: "lines" },
      { value: bytes, max: rules.bytesMax, unit: "bytes" },
    ];
    return limits
      .filter(({ value, max }) => value > max)
      .map(({ value, max, unit }) => ({
        rule: "size",
        severity: "block" as const,
        path,
        line: null,
        reason: `The patch has ${value} ${unit}; at most ${max} are allowed.`,
      }));
  },
};
