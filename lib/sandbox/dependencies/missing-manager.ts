import { lstat } from "node:fs/promises";
import { join } from "node:path";

/** Files by which managers of packages are known that are not prepared for, the surest first. */
const files: readonly (readonly [file: string, manager: string])[] = [
  ["bun.lock", "Bun"],
  ["pyproject.toml", "Python without a lock file"],
  ["Gemfile.lock", "Bundler"],
  ["go.sum", "Go"],
  ["Cargo.lock", "Cargo"],
  ["composer.lock", "Composer"],
  ["pom.xml", "Maven"],
  ["build.gradle", "Gradle"],
  ["build.gradle.kts", "Gradle"],
];

/** Why nothing was prepared for a tree without a lock file that is known, and what that means for the proof. */
export async function missingManager(treeDirectory: string): Promise<string> {
  for (const [file, manager] of files) {
    const facts = await lstat(join(treeDirectory, file)).catch(() => null);
    if (facts?.isFile())
      return `Packages of ${manager} (${file}) are not prepared here: tests that need them cannot be run before the push, and CI's word alone decides.`;
  }
  return "The repository has no lock file from which packages could be installed.";
}
