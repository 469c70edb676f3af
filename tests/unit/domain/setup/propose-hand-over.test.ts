import { expect, it } from "vitest";
import { parse } from "yaml";
import { proposeHandOver } from "@/lib/domain/setup/propose-hand-over";
import { appliedDiff } from "../../../support/applied-diff";

const path = ".github/workflows/ci.yml";
const text = `name: "CI"
on: push
jobs:
  lint:
    runs-on: ubuntu-latest
    steps:
      - run: eslint .
  # The slow one.
  unit-tests:
    runs-on: ubuntu-latest
    steps:
      - run: npm test
`;

it("adds a last job that waits for all others and runs only when one of them failed", () => {
  const change = proposeHandOver("CI", [
    { path: ".github/workflows/release.yml", text: "name: Release\n" },
    { path, text },
  ]);
  expect(change).toMatchObject({ form: "diff", file: path });
  const after = parse(appliedDiff(path, text, change.text));
  expect(Object.keys(after.jobs)).toEqual(["lint", "unit-tests", "hand-over"]);
  expect(after.jobs["hand-over"]).toMatchObject({
    needs: ["lint", "unit-tests"],
    if: "failure()",
    permissions: { actions: "read" },
  });
});

it.each([
  ["no workflow has the run's name", [{ path, text: text.replace("CI", "Other") }]],
  [
    "two workflows have it",
    [
      { path, text },
      { path: "b.yml", text },
    ],
  ],
  ["jobs are not the last part of the file", [{ path, text: `${text}env:\n  A: b\n` }]],
])("is lines to put in by hand where %s", (_case, workflows) => {
  expect(proposeHandOver("CI", workflows)).toMatchObject({ form: "lines", file: null });
});
