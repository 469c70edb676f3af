import { anyOf, literalPattern, shellPath, shellWord } from "./shell-word";
import { type FocusedCommand, unique } from "./test-to-run";

const goStart = /(?:^|[\s.])(?=Test|Example|Fuzz|Benchmark)/;

/**
 * https://pkg.go.dev/cmd/go#hdr-Testing_flags: one pattern for each part of a subtest's path. Several tests are asked for by
 * their outermost names, because the pattern is one for all of them.
 */
export const goTest: FocusedCommand = ({ tests }) => {
  const paths = tests.flatMap(({ id }) => goPath(id) ?? []).map((path) => path.split("/"));
  const [only] = paths;
  if (only === undefined) return null;
  const outermost = unique(paths.map(([first = ""]) => first));
  const pattern = paths.length === 1 ? only.map((part) => anyOf([part])).join("/") : anyOf(outermost);
  return `go test ./... -count=1 -run ${shellWord(pattern)}`;
};

/** A test's name behind the package that reports put before it; null where that is none. */
function goPath(id: string): string | null {
  const path = goStart.exec(id);
  const name = path === null ? "" : id.slice(path.index + path[0].length);
  return name === "" || /\s/.test(name) ? null : name;
}

/** https://doc.rust-lang.org/rustc/tests/index.html#--exact */
export const cargoTest: FocusedCommand = ({ tests, stepCommand }) => {
  if (/\bnextest\b/.test(stepCommand)) return nextest({ tests, stepCommand });
  const names = unique(tests.map(({ id }) => id).filter((id) => !id.startsWith("-")));
  return names.length === 0 ? null : `cargo test -- --exact ${names.map(shellWord).join(" ")}`;
};

/** https://nexte.st/docs/filtersets/reference/: the binary's id and the test's name. */
export const nextest: FocusedCommand = ({ tests }) => {
  const filters = tests.map(({ id }) => {
    const at = id.indexOf(" ");
    const [binary, name] = at < 0 ? [null, id] : [id.slice(0, at), id.slice(at + 1)];
    if (!/^[\w:-]+$/.test(name) || (binary !== null && !/^[\w:/-]+$/.test(binary))) return null;
    return binary === null ? `test(=${name})` : `(binary_id(=${binary}) & test(=${name}))`;
  });
  if (filters.length === 0 || filters.includes(null)) return null;
  return `cargo nextest run -E ${shellWord(filters.join(" + "))}`;
};

/** https://cmake.org/cmake/help/latest/manual/ctest.1.html#cmdoption-ctest-R */
export const ctest: FocusedCommand = ({ tests, stepCommand }) => {
  const folder = /--test-dir[= ]([\w./-]+)/.exec(stepCommand)?.[1];
  const where = folder === undefined ? "" : ` --test-dir ${shellPath(folder)}`;
  return `ctest${where} --output-on-failure -R ${shellWord(anyOf(unique(tests.map(({ id }) => id))))}`;
};

/**
 * https://google.github.io/googletest/advanced.html#running-a-subset-of-the-tests: every test program reads the variable,
 * however CI starts it. A colon or star in a name would mean something else.
 */
export const gtest: FocusedCommand = ({ tests, stepCommand }) => {
  const names = unique(tests.map(({ id }) => id.split(", where ")[0] ?? id));
  if (names.some((name) => !/^[\w./]+$/.test(name))) return null;
  const start = stepCommand === "" ? "ctest --output-on-failure" : stepCommand;
  return `export GTEST_FILTER=${shellWord(names.join(":"))}\n${start}`;
};

/** https://docs.swift.org/swiftpm/documentation/packagemanagerdocs/swifttest: `Module.Class/method` as a pattern. */
export const swift: FocusedCommand = ({ tests }) => {
  const filters = tests.map(({ id }) => {
    const [, owner, method] = /^-?\[?([\w.]+)[ /](\w+)\]?$/.exec(id) ?? [];
    if (owner !== undefined && method !== undefined)
      return `^${literalPattern(owner)}/${literalPattern(method)}$`;
    return literalPattern(id.replace(/\(.*$/s, "").replace(/^"|"$/g, ""));
  });
  return `swift test ${unique(filters)
    .map((filter) => `--filter ${shellWord(filter)}`)
    .join(" ")}`;
};
