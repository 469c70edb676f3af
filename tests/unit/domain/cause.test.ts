import { expect, test } from "vitest";
import { causesOf } from "@/lib/domain/cause";
import type { FailureEvidence } from "@/lib/domain/failure-evidence";

const failure = { test: "adds", file: "test/cart.ts", line: 12, message: "1 !== 2", stack: null };
const finding = {
  tool: "eslint",
  file: "src/a.ts",
  line: 3,
  column: 5,
  severity: "error",
  code: "eqeqeq",
  message: "Use ===",
};
const note = { file: "src/a.ts", line: 3, level: "failure", message: "Use ===" };

function evidenceOf(
  ...jobs: readonly { failures?: unknown[]; diagnostics?: unknown[]; annotations?: unknown[] }[]
) {
  return {
    jobs: jobs.map(({ failures = [], diagnostics = [], annotations = [] }) => ({
      failures,
      annotations,
      evidence: { diagnostics },
    })),
  } as unknown as FailureEvidence;
}

test("a failing test stands for what tools and CI say about the same job", () => {
  expect(causesOf(evidenceOf({ failures: [failure], diagnostics: [finding], annotations: [note] }))).toEqual([
    { test: "adds", place: "test/cart.ts:12", words: "1 !== 2" },
  ]);
});

test("without tests the findings of tools stand with file, line and column; warnings do not fail a build", () => {
  const warning = { ...finding, severity: "warning", message: "Long line" };
  expect(causesOf(evidenceOf({ diagnostics: [warning, finding], annotations: [note] }))).toEqual([
    { test: null, place: "src/a.ts:3:5", words: "Use ===" },
  ]);
});

test("where neither is known the notes of CI have to do, of failures only", () => {
  const notice = { ...note, level: "notice", message: "Cache hit" };
  expect(causesOf(evidenceOf({ annotations: [notice, note] }))).toEqual([
    { test: null, place: "src/a.ts:3", words: "Use ===" },
  ]);
});

test("what two jobs say alike stands once", () => {
  expect(causesOf(evidenceOf({ failures: [failure] }, { failures: [failure] }))).toHaveLength(1);
});
