import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const scenarios = "tests/lab/scenarios";

function filesBelow(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return Object.fromEntries(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [relative(folder, path), readFileSync(path, "utf8")]),
  );
}

/** The tree of one of the lab's pull requests, and the files that it changes. */
export function scenarioTree(
  repository: string,
  pull: string,
): { files: Record<string, string>; changed: string[] } {
  const pullFolder = join(scenarios, repository, "pulls", pull);
  const commits = readdirSync(pullFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => filesBelow(join(pullFolder, name)));
  const changes = Object.assign({}, ...commits) as Record<string, string>;
  return {
    files: { ...filesBelow(join(scenarios, repository, "base")), ...changes },
    changed: Object.keys(changes),
  };
}
