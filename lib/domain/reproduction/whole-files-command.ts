import { shellPath } from "./shell-word";
import { filesOf, type TestToRun, unique } from "./test-to-run";

type FilesCommand = (files: readonly string[], stepCommand: string) => string | null;

const paths = (files: readonly string[]) => files.map(shellPath).join(" ");

/** A folder of Go is a package; its tests run together. */
const folders = (files: readonly string[]) =>
  unique(files.map((file) => `./${file.split("/").slice(0, -1).join("/")}`));

/** By the name that evidence gives a runner, for those that take files. */
const filesCommands: Readonly<Record<string, FilesCommand>> = {
  jest: (files) => `npx jest ${paths(files)}`,
  vitest: (files) => `npx vitest run ${paths(files)}`,
  mocha: (files) => `npx mocha ${paths(files)}`,
  "node:test": (files, stepCommand) =>
    /\btsx\b/.test(stepCommand) || files.some((file) => /\.[cm]?tsx?$/.test(file))
      ? `node --import tsx --test ${paths(files)}`
      : `node --test ${paths(files)}`,
  playwright: (files) => `npx playwright test ${paths(files)}`,
  pytest: (files) => `python -m pytest ${paths(files)}`,
  unittest: (files) => `python -m unittest ${paths(files)}`,
  "go test": (files) => `go test ${folders(files).map(shellPath).join(" ")}`,
  rspec: (files) => `bundle exec rspec ${paths(files)}`,
  ExUnit: (files) => `mix test ${paths(files)}`,
  bats: (files) => `bats ${paths(files)}`,
  "dart test": (files) => `dart test ${paths(files)}`,
};

/** Shell text that runs the whole files in which tests stand; null where the runner takes no files, or one is unknown. */
export function wholeFilesCommand(
  runner: string,
  tests: readonly TestToRun[],
  stepCommand: string,
): string | null {
  const files = filesOf(tests);
  const build = Object.hasOwn(filesCommands, runner) ? filesCommands[runner] : undefined;
  return files.length === 0 ? null : (build?.(files, stepCommand) ?? null);
}
