import { describe, expect, it } from "vitest";
import { asksForMore } from "@/lib/patch/gate/configuration/asks-for-more";

type Change = [what: string, path: string, before: string, after: string];

const jest = `const base = require("./base");

module.exports = {
  ...base,
  testTimeout: 5_000, // milliseconds
  coverageThreshold: { global: { lines: 80 } },
  testMatch: ["**/*.spec.js"],
};
`;
const pytest = `[project]
dependencies = ["httpx==0.27.0"]
[tool.pytest.ini_options]
addopts = "-ra"
timeout = 5
[tool.ruff.lint]
select = ["E", "F"]
ignore = ["E501"]
[tool.mypy]
strict = false
`;
const golangci = "linters:\n  enable:\n    - errcheck\n  disable:\n    - lll\n";
const phpunit = '<phpunit failOnRisky="false"><testsuites><testsuite name="a"/></testsuites></phpunit>\n';
const eslint = '{\n  // ours\n  "rules": { "eqeqeq": "warn", "complexity": ["error", 8] }\n}\n';

const stricter: Change[] = [
  ["a shorter limit of time", "jest.config.js", jest, jest.replace("5_000", "2_000")],
  ["a higher threshold", "jest.config.js", jest, jest.replace("lines: 80", "lines: 90")],
  ["a second threshold", "jest.config.js", jest, jest.replace("lines: 80", "lines: 80, branches: 70")],
  ["a rule that fails", ".eslintrc.json", eslint, eslint.replace('"eqeqeq": "warn"', '"eqeqeq": "error"')],
  ["a new rule", ".eslintrc.json", eslint, eslint.replace('"rules": {', '"rules": { "no-var": "error",')],
  ["a lower complexity", ".eslintrc.json", eslint, eslint.replace("8", "6")],
  ["a longer list of rules", "pyproject.toml", pytest, pytest.replace('["E", "F"]', '["F", "E", "B"]')],
  ["an exception less", "pyproject.toml", pytest, pytest.replace('ignore = ["E501"]', "ignore = []")],
  ["a strict checker", "pyproject.toml", pytest, pytest.replace("strict = false", "strict = true")],
  [
    "one more linter",
    ".golangci.yml",
    golangci,
    golangci.replace("    - errcheck\n", "    - errcheck\n    - gosec\n"),
  ],
  [
    "a warning that fails",
    "phpunit.xml",
    phpunit,
    phpunit.replace('failOnRisky="false"', 'failOnRisky="true"'),
  ],
  ["a higher level", "phpstan.neon", "parameters:\n    level: 8\n", "parameters:\n    level: 9\n"],
];

const notStricter: Change[] = [
  ["a longer limit of time", "jest.config.js", jest, jest.replace("5_000", "9_000")],
  ["no limit of time", "jest.config.js", jest, jest.replace("5_000", "0")],
  ["a lower threshold", "jest.config.js", jest, jest.replace("lines: 80", "lines: 8")],
  ["other tests", "jest.config.js", jest, jest.replace("**/*.spec.js", "**/a.spec.js")],
  ["other code", "jest.config.js", jest, jest.replace("./base", "./other")],
  ["added code", "jest.config.js", jest, `process.exit(0);\n${jest}`],
  ["a spread that replaces what stood before", "jest.config.js", jest, jest.replace("};", "  ...other,\n};")],
  ["one thing more and one less", "jest.config.js", jest, jest.replace("80", "90").replace("5_000", "9_000")],
  ["a rule that warns", ".eslintrc.json", eslint, eslint.replace('["error", 8]', '["warn", 8]')],
  [
    "a new rule that is off",
    ".eslintrc.json",
    eslint,
    eslint.replace('"rules": {', '"rules": { "no-var": "off",'),
  ],
  [
    "a rule for some files, whatever they had",
    ".eslintrc.json",
    eslint,
    eslint.replace("\n}", ',\n "overrides": [{ "rules": { "a": "error" } }]\n}'),
  ],
  ["another dependency", "pyproject.toml", pytest, pytest.replace("0.27.0", "0.28.0")],
  ["other options of the run", "pyproject.toml", pytest, pytest.replace('"-ra"', '"-ra -x"')],
  ["one exception more", "pyproject.toml", pytest, pytest.replace('["E501"]', '["E501", "F"]')],
  ["one linter less", ".golangci.yml", golangci, golangci.replace("    - errcheck\n", "    - gosec\n")],
  [
    "one linter more that is disabled",
    ".golangci.yml",
    golangci,
    golangci.replace("    - lll\n", "    - lll\n    - gosec\n"),
  ],
  ["a suite less", "phpunit.xml", phpunit, phpunit.replace('<testsuite name="a"/>', "")],
  ["what does not parse", "pyproject.toml", pytest, `${pytest}[`],
  ["a format nobody reads", "tox.ini", "[testenv]\nfail_under = 8\n", "[testenv]\nfail_under = 9\n"],
  ["nothing at all", "jest.config.js", jest, jest],
  ["brackets without end", ".eslintrc.json", eslint, "[".repeat(100_000)],
];

describe("asksForMore", () => {
  it.each(stricter)("lets a configuration have %s", (_, path, before, after) => {
    expect(after).not.toBe(before);
    expect(asksForMore(path, before, after)).toBe(true);
  });

  it.each(notStricter)("does not take for stricter: %s", (_, path, before, after) => {
    expect(asksForMore(path, before, after)).toBe(false);
  });
});
