import { mkdtempSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** Where the managers of packages lie that only tests use. */
const programs = {
  pnpm: ["pnpm", "node_modules/pnpm/bin/pnpm.cjs"],
  "Yarn 1": ["yarn", "node_modules/yarn/bin/yarn.js"],
  Yarn: ["yarn", "node_modules/@yarnpkg/cli-dist/bin/yarn.js"],
} as const;

/** A folder of tools with this one alone, as an operator names it in `REGREEN_TOOL_PATH`. The caller removes it. */
export function toolFolderOf(title: keyof typeof programs): string {
  const [name, path] = programs[title];
  const folder = mkdtempSync(join(tmpdir(), "tools-"));
  symlinkSync(resolve(path), join(folder, name));
  return folder;
}
