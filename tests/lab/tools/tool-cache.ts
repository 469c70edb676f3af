import { chmod, mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import process from "node:process";
import { findNpm } from "./find-npm";

/** Program → package it comes from. All are dependencies of this project already; nothing is downloaded. */
const packagedTools = {
  eslint: { package: "eslint", file: "bin/eslint.js" },
  prettier: { package: "prettier", file: "bin/prettier.cjs" },
  tsc: { package: "typescript", file: "bin/tsc" },
  tsx: { package: "tsx", file: "dist/cli.mjs" },
} as const;

/**
 * Fills a folder with the programs that CI steps find first on their PATH, the way a hosted runner brings its tools. Each is
 * a small script that starts the real one. Answers the folder.
 */
export async function buildToolCache(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const node = process.execPath;
  const npmFolder = findNpm(node, process.env);
  const scripts: Record<string, string> = {
    node: startScript([node]),
    npm: startScript([node, join(npmFolder, "npm-cli.js")]),
    npx: startScript([node, join(npmFolder, "npx-cli.js")]),
  };
  for (const [name, tool] of Object.entries(packagedTools))
    scripts[name] = startScript([node, join(packageFolder(tool.package), tool.file)]);
  await Promise.all(
    Object.entries(scripts).map(async ([name, script]) => {
      const file = join(folder, name);
      await writeFile(file, script);
      await chmod(file, 0o755);
    }),
  );
  return folder;
}

const require = createRequire(import.meta.url);

function packageFolder(name: string): string {
  return dirname(require.resolve(`${name}/package.json`));
}

function startScript(command: readonly string[]): string {
  const quoted = command.map((part) => `'${part.replaceAll("'", `'\\''`)}'`);
  return `#!/bin/sh\nexec ${quoted.join(" ")} "$@"\n`;
}
