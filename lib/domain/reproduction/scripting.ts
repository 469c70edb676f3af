import { words } from "./javascript";
import { anyOf, literalPattern, shellPath, shellWord } from "./shell-word";
import { type FocusedCommand, filesOf, unique } from "./test-to-run";

/** https://rspec.info/features/3-13/rspec-core/command-line/line-number-appended-to-path/ */
export const rspec: FocusedCommand = ({ tests }) => {
  const places = tests.map(({ file, line }) => (file === null || line === null ? null : `${file}:${line}`));
  if (!places.includes(null))
    return `bundle exec rspec ${unique(places.flatMap((place) => place ?? []))
      .map(shellPath)
      .join(" ")}`;
  return `bundle exec rspec ${unique(tests.map(({ id }) => id))
    .map((id) => `--example=${shellWord(id)}`)
    .join(" ")}`;
};

/** https://docs.seattlerb.org/minitest/: `--name` takes a pattern; Rails starts files by its own command. */
export const minitest: FocusedCommand = ({ tests, stepCommand }) => {
  const methods = unique(
    tests.flatMap(({ id }) => /^(?:[\w:]+#)?(\w+)(?: ?\([\w:]+\))?$/.exec(id)?.[1] ?? []),
  );
  if (methods.length === 0) return null;
  const pattern = shellWord(`/^(?:${methods.map(literalPattern).join("|")})$/`);
  const [file, ...others] = filesOf(tests);
  if (/\brails test\b/.test(stepCommand))
    return words("bin/rails test", filesOf(tests).map(shellPath).join(" "), `--name=${pattern}`);
  if (file !== undefined && others.length === 0)
    return `bundle exec ruby -Ilib -Itest ${shellPath(file)} --name=${pattern}`;
  return `bundle exec rake test TESTOPTS=${shellWord(`--name=/^(?:${methods.join("|")})$/`)}`;
};

const dataSet = / with data set .*$/s;

/** https://docs.phpunit.de/en/11.5/textui.html#selection: matched against `Class::method`, behind which a data set may stand. */
export const phpunit: FocusedCommand = ({ tests }) => {
  const names = unique(tests.map(({ id }) => literalPattern(id.replace(dataSet, ""))));
  return `vendor/bin/phpunit --filter=${shellWord(`/^(?:${names.join("|")})(?: .*)?$/`)}`;
};

/** https://pestphp.com/docs/cli-api-reference: by the test's own words. */
export const pest: FocusedCommand = ({ tests }) => {
  const names = unique(tests.map(({ id }) => literalPattern(id.split(" > ").at(-1) ?? id)));
  return `vendor/bin/pest --filter=${shellWord(`/(?:${names.join("|")})$/`)}`;
};

/** https://hexdocs.pm/mix/Mix.Tasks.Test.html: by line, or by the tag that holds the test's name. */
export const exunit: FocusedCommand = ({ tests }) => {
  const places = tests.map(({ file, line }) => (file === null || line === null ? null : `${file}:${line}`));
  if (!places.includes(null))
    return `mix test ${unique(places.flatMap((place) => place ?? []))
      .map(shellPath)
      .join(" ")}`;
  const names = unique(tests.map(({ id }) => id.replace(/ \([A-Z][\w.]*\)$/, "")));
  return `mix test ${names.map((name) => `--only ${shellWord(`test:${name}`)}`).join(" ")}`;
};

/** https://learn.microsoft.com/dotnet/core/testing/selective-unit-tests: what arguments of a theory add is left out. */
export const dotnetTest: FocusedCommand = ({ tests }) => {
  const names = tests.map(({ id }) => id.replace(/\(.*$/s, ""));
  if (names.some((name) => !/^[\w.+`]+$/.test(name))) return null;
  const filter = unique(names).map((name) => `FullyQualifiedName~${name}`);
  return `dotnet test --filter ${shellWord(filter.join("|"))}`;
};

/** https://bats-core.readthedocs.io/en/stable/usage.html */
export const bats: FocusedCommand = ({ tests }) => {
  const files = filesOf(tests);
  const where = files.length > 0 ? files.map(shellPath).join(" ") : "--recursive .";
  return `bats --filter ${shellWord(anyOf(unique(tests.map(({ id }) => id))))} ${where}`;
};

/** https://pub.dev/packages/test#running-tests; Flutter's command takes the same filters. */
export const dartTest: FocusedCommand = ({ tests, stepCommand }) => {
  const parts = tests.map(({ id, file }) => {
    const [, inId, name] = /^(\S+_test\.dart): (.+)$/s.exec(id) ?? [];
    return { file: inId ?? file, name: name ?? id };
  });
  const tool = /\bflutter\b/.test(stepCommand) ? "flutter test" : "dart test";
  const files = unique(parts.flatMap(({ file }) => file ?? []));
  const complete = parts.every(({ file }) => file !== null);
  return words(
    tool,
    complete ? files.map(shellPath).join(" ") : "",
    `--name=${shellWord(anyOf(unique(parts.map(({ name }) => name))))}`,
  );
};

export const flutter: FocusedCommand = (use) => dartTest({ ...use, stepCommand: "flutter test" });
