import { existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

/**
 * The folder with npm's own `npm-cli.js` and `npx-cli.js`: beside Node where it was installed from its archive, where npm itself
 * says it is when it started us, or behind the `npm` that is found first (Debian, Homebrew and Nix keep it elsewhere).
 */
export function findNpm(node: string, environment: Readonly<Record<string, string | undefined>>): string {
  const onPath = (environment.PATH ?? "").split(delimiter).filter(Boolean);
  const candidates = [
    join(dirname(dirname(node)), "lib", "node_modules", "npm", "bin", "npm-cli.js"),
    environment.npm_execpath ?? "",
    ...onPath.map((folder) => join(folder, "npm")),
  ];
  for (const candidate of candidates) {
    if (!existsSync(candidate)) continue;
    const folder = dirname(realpathSync(candidate));
    if (existsSync(join(folder, "npm-cli.js"))) return folder;
  }
  throw new Error(
    `npm was not found beside ${node}, nor on the PATH: install it, or start this with "npm run".`,
  );
}
