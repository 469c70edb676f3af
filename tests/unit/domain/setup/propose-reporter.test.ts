import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { proposeReporter } from "@/lib/domain/setup/propose-reporter";
import { reporters } from "@/lib/domain/setup/reporters";
import { runnerOfRepository } from "@/lib/domain/setup/runner-of-repository";
import { appliedDiff } from "../../../support/applied-diff";

const path = ".github/workflows/ci.yml";
const workflow = (command: string) => `name: CI
on: [push]

jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      # The tests.
      - name: Run the tests
        run: ${command}

      - run: echo done
`;

function propose(runner: string, command: string, text = workflow(command)) {
  return proposeReporter({ provider: "github-actions", runner, command, workflows: [{ path, text }] });
}

function applied(diff: string, text: string): string {
  return appliedDiff(path, text, diff);
}

interface Step {
  name?: string;
  run?: string;
  env?: Record<string, string>;
  uses?: string;
  with?: Record<string, string>;
}
const stepsOf = (text: string): Step[] => parse(text).jobs.test.steps;

describe("the proposed reporter", () => {
  it.each([
    [
      "vitest",
      "npx vitest run",
      "npx vitest run --reporter=default --reporter=junit --outputFile.junit=reports/junit.xml",
    ],
    ["jest", "npm test", "npm test -- --json --outputFile=reports/jest.json"],
    [
      "go test",
      "go test -race ./...",
      "go run gotest.tools/gotestsum@v1.12.0 --format testname --junitfile junit.xml -- -race ./...",
    ],
    ["surefire", "mvn -B verify", "mvn -B verify"],
    ["pytest", "make check", "make check"],
  ])("for %s is a diff that git applies and YAML reads", (runner, command, after) => {
    const change = propose(runner, command);
    expect(change).toMatchObject({ form: "diff", file: path });
    const steps = stepsOf(applied(change?.text ?? "", workflow(command)));
    expect(steps[1]?.run).toBe(after);
    expect(steps[2]).toMatchObject({
      uses: "actions/upload-artifact@v4",
      with: { path: reporters[runner]?.path },
    });
    expect(steps[3]?.run).toBe("echo done");
  });

  it("reaches a runner behind a script by the step's environment", () => {
    const steps = stepsOf(applied(propose("pytest", "make check")?.text ?? "", workflow("make check")));
    expect(steps[1]?.env).toEqual({ PYTEST_ADDOPTS: "--junitxml=reports/junit.xml" });
  });

  it("finds the command inside a block, and as the file's last step", () => {
    const text = workflow("|\n          mkdir -p out\n          npx jest").replace(
      "\n      - run: echo done\n",
      "",
    );
    const change = propose("jest", "mkdir -p out\nnpx jest", text);
    const steps = stepsOf(applied(change?.text ?? "", text));
    expect(steps[1]?.run).toBe("mkdir -p out\nnpx jest --json --outputFile=reports/jest.json\n");
    expect(steps[2]?.uses).toBe("actions/upload-artifact@v4");
  });

  it.each([
    ["a command that two steps have", workflow("npx jest").replace("echo done", "npx jest")],
    ["a command that no workflow has", workflow("npm run everything")],
    ["a pipe, behind which the flags would be lost", workflow("npx jest | tee log")],
  ])("is lines to put in by hand for %s", (_case, text) => {
    const command = text.includes("tee") ? "npx jest | tee log" : "npx jest";
    const change = propose("jest", command, text);
    expect(change).toMatchObject({ form: "lines", file: null });
    expect(change?.text).toContain("--json --outputFile=reports/jest.json");
    expect(change?.text).toContain("actions/upload-artifact@v4");
  });

  it.each(Object.keys(reporters))("for %s has an upload that YAML reads", (runner) => {
    const text =
      proposeReporter({ provider: "github-actions", runner, command: null, workflows: [] })?.text ?? "";
    const upload = text.slice(text.indexOf("- name: Upload"));
    expect(parse(upload)).toMatchObject([{ if: "always()", with: { path: reporters[runner]?.path } }]);
  });

  it("changes no line of a script that it does not know to start the runner", () => {
    const script = "mkdir -p out\nmake check\nnpm test";
    const text = workflow(`|\n          ${script.replaceAll("\n", "\n          ")}`);
    expect(propose("jest", script, text)).toMatchObject({ form: "lines" });
    expect(propose("node:test", "mkdir -p out\ntsx --test \\\n  test/*.ts", text)).toMatchObject({
      form: "lines",
    });
  });

  it("is CircleCI's own step on CircleCI", () => {
    const change = proposeReporter({
      provider: "circleci",
      runner: "pytest",
      command: "pytest",
      workflows: [],
    });
    expect(change?.text).toContain("store_test_results");
  });

  it("is not made up for a runner that nobody knows", () => {
    expect(propose("constructor", "x")).toBeNull();
  });
});

describe("the runner of a repository", () => {
  it.each([
    ["package.json", '{"devDependencies":{"vitest":"3.0.0"}}', "vitest"],
    ["package.json", '{"scripts":{"test":"node --test"}}', "node:test"],
    ["package.json", "{}", null],
    ["pyproject.toml", "[tool.pytest.ini_options]", "pytest"],
    ["pubspec.yaml", "dependencies:\n  flutter:\n    sdk: flutter", "flutter"],
    ["go.mod", "module a", "go test"],
  ])("in %s with %s is %s", (file, text, runner) => {
    expect(runnerOfRepository([{ path: file, text }])).toBe(runner);
  });
});
