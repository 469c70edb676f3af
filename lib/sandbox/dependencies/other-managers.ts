import { lstat } from "node:fs/promises";
import { join } from "node:path";

/** Files by which other managers of packages are known, the surest first. */
const files: readonly (readonly [file: string, manager: string])[] = [
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "Yarn"],
  ["bun.lock", "Bun"],
  ["uv.lock", "uv"],
  ["poetry.lock", "Poetry"],
  ["requirements.txt", "pip"],
  ["pyproject.toml", "Python"],
  ["Gemfile.lock", "Bundler"],
  ["go.sum", "Go"],
  ["Cargo.lock", "Cargo"],
  ["composer.lock", "Composer"],
  ["pom.xml", "Maven"],
  ["build.gradle", "Gradle"],
  ["build.gradle.kts", "Gradle"],
];

/** Why nothing was prepared for a tree without npm's lock file, and what that means for the proof. */
export async function notPrepared(treeDirectory: string): Promise<string> {
  for (const [file, manager] of files) {
    const facts = await lstat(join(treeDirectory, file)).catch(() => null);
    if (facts?.isFile())
      return `The repository has no package-lock.json. Packages of ${manager} (${file}) are not prepared here: tests that need them cannot be run before the push, and CI's word alone decides.`;
  }
  return "The repository has no package-lock.json from which packages could be installed.";
}
