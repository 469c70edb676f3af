import { anyOf, literalPattern, shellPath, shellWord } from "./shell-word";
import { type FocusedCommand, filesOf, type TestToRun, unique } from "./test-to-run";

const hook = / "(?:before|after) (?:all|each)" hook.*$/s;

/** https://jestjs.io/docs/cli#--testnamepatternregex: matched against the names of all describe blocks and the test, by spaces. */
export const jest: FocusedCommand = ({ tests }) =>
  words("npx jest", files(tests), `--testNamePattern=${shellWord(anyOf(fullNames(tests, " › ")))}`);

/**
 * https://vitest.dev/guide/cli.html#testnamepattern. Not tied to the start: older versions begin the full name with a
 * space.
 */
export const vitest: FocusedCommand = ({ tests }) => {
  const parts = tests.map(({ id }) => id.split(" > "));
  const fromIds = parts.map(([first = ""]) => (looksLikeFile(first) ? first : null));
  const named = parts.map((path, index) => (fromIds[index] === null ? path : path.slice(1)));
  const places = tests.map((test, index) => ({ ...test, file: fromIds[index] ?? test.file }));
  const names = unique(named.map((path) => path.join(" ")).filter((name) => name !== ""));
  const pattern =
    names.length === 0 ? "" : `--testNamePattern=${shellWord(`(${names.map(literalPattern).join("|")})$`)}`;
  return words("npx vitest run", files(places), pattern);
};

/** https://mochajs.org/#-grep-regexp-g-regexp. A failing hook is asked for by its suite. */
export const mocha: FocusedCommand = ({ tests, stepCommand }) => {
  if (/\bcypress\b/.test(stepCommand)) return cypress({ tests, stepCommand });
  const names = unique(tests.map(({ id }) => id));
  const patterns = names.map((id) =>
    hook.test(id) ? `^${literalPattern(id.replace(hook, ""))}` : `^${literalPattern(id)}$`,
  );
  return words("npx mocha", files(tests), `--grep=${shellWord(patterns.join("|"))}`);
};

/** https://nodejs.org/api/test.html#filtering-tests-by-name. Newer versions match the full name, so only its end is tied. */
export const nodeTest: FocusedCommand = ({ tests, stepCommand }) => {
  const typed = /\btsx\b/.test(stepCommand) || tests.some(({ file }) => /\.[cm]?tsx?$/.test(file ?? ""));
  const names = unique(tests.map(({ id }) => id.split(/ > | › /).at(-1) ?? id));
  return words(
    typed ? "node --import tsx --test" : "node --test",
    names.map((name) => `--test-name-pattern=${shellWord(`${literalPattern(name)}$`)}`).join(" "),
    files(tests),
  );
};

/** https://playwright.dev/docs/test-cli: a file and line name one test. */
export const playwright: FocusedCommand = ({ tests }) => {
  const places: string[] = [];
  const projects: string[] = [];
  for (const { id } of tests) {
    const [, project, place] = /^(?:\[([^\]]+)\] › )?(\S+?:\d+)(?::\d+)? › /.exec(id) ?? [];
    if (place === undefined)
      return words(
        "npx playwright test",
        files(tests),
        `--grep=${shellWord(literalPattern(id.split(" › ").at(-1) ?? id))}`,
      );
    places.push(place);
    if (project !== undefined) projects.push(project);
  }
  return words(
    "npx playwright test",
    unique(places).map(shellPath).join(" "),
    unique(projects)
      .map((project) => `--project=${shellWord(project)}`)
      .join(" "),
  );
};

/** https://docs.cypress.io/app/references/command-line#cypress-run: it filters by file only. */
export const cypress: FocusedCommand = ({ tests }) => {
  const specs = filesOf(tests);
  return specs.length === 0 ? null : `npx cypress run --spec ${shellWord(specs.join(","))}`;
};

function fullNames(tests: readonly TestToRun[], separator: string): string[] {
  return unique(tests.map(({ id }) => id.split(separator).join(" ")));
}

function files(tests: readonly TestToRun[]): string {
  return filesOf(tests).map(shellPath).join(" ");
}

function looksLikeFile(text: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(text);
}

export function words(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" ");
}
