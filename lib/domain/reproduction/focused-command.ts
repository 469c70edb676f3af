import { cypress, jest, mocha, nodeTest, playwright, vitest } from "./javascript";
import { gradle, sbt, surefire } from "./jvm";
import { cargoTest, ctest, goTest, gtest, nextest, swift } from "./native";
import { pytest, tox, unittest } from "./python";
import { bats, dartTest, dotnetTest, exunit, flutter, minitest, pest, phpunit, rspec } from "./scripting";
import type { FocusedCommand, TestToRun } from "./test-to-run";

/** By the name that evidence gives a runner. */
const focusedCommands: Readonly<Record<string, FocusedCommand>> = {
  jest,
  vitest,
  mocha,
  "node:test": nodeTest,
  playwright,
  cypress,
  pytest,
  unittest,
  tox,
  "go test": goTest,
  "cargo test": cargoTest,
  nextest,
  surefire,
  gradle,
  sbt,
  rspec,
  minitest,
  phpunit,
  pest,
  ExUnit: exunit,
  "dotnet test": dotnetTest,
  ctest,
  gtest,
  bats,
  "dart test": dartTest,
  flutter,
  XCTest: swift,
};

/** Runners whose output other tools start: the step's command says which. */
const startedBy: readonly (readonly [RegExp, string])[] = [
  [/\b(?:gradlew?|gradle)\b/, "gradle"],
  [/\b(?:mvnw?|maven)\b/, "surefire"],
  [/\bsbt\b/, "sbt"],
];

const testsMax = 50;
const charactersMax = 8_000;

/**
 * Shell text that runs exactly the failing tests with their runner's own filter, for a person or an agent in a clone of the
 * repository. Null where the runner has no filter, is not known, or would need more names than a command can hold.
 */
export function focusedCommand(
  runner: string,
  tests: readonly TestToRun[],
  stepCommand: string | null,
): string | null {
  if (tests.length === 0 || tests.length > testsMax) return null;
  const starter = startedBy.find(([pattern]) => pattern.test(stepCommand ?? ""))?.[1];
  const name = runner === "junit" || runner === "TestNG" ? (starter ?? "surefire") : runner;
  const build = Object.hasOwn(focusedCommands, name) ? focusedCommands[name] : undefined;
  const command = build?.({ tests, stepCommand: stepCommand ?? "" }) ?? null;
  return command === null || command.length > charactersMax ? null : command;
}

/** Runners for which failing tests can be asked for by name. */
export const focusedRunners: readonly string[] = Object.keys(focusedCommands);
