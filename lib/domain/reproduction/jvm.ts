import { shellWord } from "./shell-word";
import { type FocusedCommand, unique } from "./test-to-run";

/** https://maven.apache.org/surefire/maven-surefire-plugin/examples/single-test.html */
export const surefire: FocusedCommand = ({ tests, stepCommand }) => {
  const names = unique(
    tests.flatMap(({ id }) => {
      const { owner, method } = javaTest(id);
      return owner === null ? [] : [`${owner}${method === null ? "" : `#${method}`}`];
    }),
  );
  if (names.length === 0) return null;
  const maven = /\.\/mvnw\b/.test(stepCommand) ? "./mvnw" : "mvn";
  return `${maven} test -Dtest=${shellWord(names.join(","))} -Dsurefire.failIfNoSpecifiedTests=false`;
};

/** https://docs.gradle.org/current/userguide/java_testing.html#test_filtering: without its package a class needs the star. */
export const gradle: FocusedCommand = ({ tests, stepCommand }) => {
  const filters = unique(
    tests.flatMap(({ id }) => {
      const { owner, method } = javaTest(id.replace(/ > /, "."));
      if (owner === null) return [];
      const name = method === null ? owner : `${owner}.${method}`;
      return [owner.includes(".") ? name : `*${name}`];
    }),
  );
  if (filters.length === 0) return null;
  const tool = /(?:^|\s)gradle\b/.test(stepCommand) ? "gradle" : "./gradlew";
  return `${tool} test ${filters.map((filter) => `--tests ${shellWord(filter)}`).join(" ")}`;
};

/** https://www.scalatest.org/user_guide/using_scalatest_with_sbt: a class by name, anything else by a part of its text. */
export const sbt: FocusedCommand = ({ tests }) => {
  const classes = tests.flatMap(({ id }) => /^((?:\w+\.)+[A-Z]\w*)(?:\.|$)/.exec(id)?.[1] ?? []);
  const names = tests.map(({ id }) => id).filter((id) => !/^(?:\w+\.)+[A-Z]\w*(?:\.|$)/.test(id));
  // sbt takes its own command apart again, and its quotes cannot be escaped.
  if (names.some((name) => /["\\\n]/.test(name))) return null;
  const suites = classes.length > 0 ? ` ${unique(classes).join(" ")}` : "";
  const parts =
    names.length > 0
      ? ` -- ${unique(names)
          .map((name) => `-z "${name}"`)
          .join(" ")}`
      : "";
  // A suite's own names and parts of other suites' names cannot be asked for in one go.
  if (suites !== "" && parts !== "") return null;
  return `sbt ${shellWord(`testOnly${suites === "" ? " *" : suites}${parts}`)}`;
};

/** The class and method in the ways in which Maven, Gradle and reports write them; what a parameter adds is left out. */
function javaTest(id: string): { owner: string | null; method: string | null } {
  const old = /^([\w$ ]+)(?:\[[^\]]*\])?\(([\w.$]+)\)$/.exec(id);
  if (old) return { owner: old[2] ?? null, method: old[1] ?? null };
  // Gradle repeats a parameterised test with its full name at the end: that one is exact.
  const plain = (id.split(" > ").at(-1) ?? id).replace(/[([{].*$/s, "").trim();
  const found = /^((?:[a-z_]\w*\.)*[A-Z][\w$]*)(?:[.#]([\w$][\w$ -]*))?$/.exec(plain);
  return { owner: found?.[1] ?? null, method: found?.[2] ?? null };
}
