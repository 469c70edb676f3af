/** Manifest files that tell a repository's test runner, in the order in which they are asked. */
export const manifestFiles = [
  "package.json",
  "pyproject.toml",
  "tox.ini",
  "pytest.ini",
  "go.mod",
  "Cargo.toml",
  "pom.xml",
  "build.gradle",
  "build.gradle.kts",
  "build.sbt",
  ".rspec",
  "phpunit.xml",
  "phpunit.xml.dist",
  "mix.exs",
  "pubspec.yaml",
  "Package.swift",
] as const;

const inPackageJson: readonly (readonly [RegExp, string])[] = [
  [/"vitest"|\bvitest\b/, "vitest"],
  [/"jest"|\bjest\b/, "jest"],
  [/"mocha"|\bmocha\b/, "mocha"],
  [/"@playwright\/test"/, "playwright"],
  [/"cypress"/, "cypress"],
  [/\b(?:node|tsx) (?:--import tsx )?--test\b/, "node:test"],
];

const byFile: Readonly<Record<string, string>> = {
  "pyproject.toml": "pytest",
  "tox.ini": "tox",
  "pytest.ini": "pytest",
  "go.mod": "go test",
  "Cargo.toml": "cargo test",
  "pom.xml": "surefire",
  "build.gradle": "gradle",
  "build.gradle.kts": "gradle",
  "build.sbt": "sbt",
  ".rspec": "rspec",
  "phpunit.xml": "phpunit",
  "phpunit.xml.dist": "phpunit",
  "mix.exs": "ExUnit",
  "Package.swift": "XCTest",
};

/** The test runner that a repository's manifests name, for a log that names none; null where they do not tell. */
export function runnerOfRepository(manifests: readonly { path: string; text: string }[]): string | null {
  for (const { path, text } of manifests) {
    if (path === "package.json") {
      const found = inPackageJson.find(([pattern]) => pattern.test(text))?.[1];
      if (found !== undefined) return found;
    } else if (path === "pubspec.yaml")
      return text.split("\n").some((line) => line.trim() === "flutter:") ? "flutter" : "dart test";
    else if (path === "pyproject.toml" && !text.includes("pytest")) continue;
    else if (Object.hasOwn(byFile, path)) return byFile[path] ?? null;
  }
  return null;
}
