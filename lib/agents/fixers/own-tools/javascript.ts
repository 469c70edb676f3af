import { parse } from "yaml";
import { z } from "zod";
import { locked, type NamedTool, named } from "./named-tool";
import { programsInShell } from "./shell-programs";
import { exactRule, npmRule } from "./version-rule";

const Names = z.record(z.string(), z.string()).catch({});
const Manager = z.object({ name: z.string(), version: z.string().default("") });
const PackageFile = z.object({
  packageManager: z.string().catch(""),
  devEngines: z
    .object({ packageManager: z.union([Manager, z.array(Manager)]) })
    .transform(({ packageManager }) => [packageManager].flat())
    .catch([]),
  engines: Names,
  volta: Names,
  dependencies: Names,
  devDependencies: Names,
  optionalDependencies: Names,
  peerDependencies: Names,
  scripts: Names,
});

/** Dependencies of every kind with their ranges, the programs that its scripts start, and who may manage its packages. */
export function readPackageFile(text: string, path: string): NamedTool[] {
  const { scripts, packageManager, devEngines, engines, volta, ...sections } = PackageFile.parse(
    JSON.parse(text),
  );
  const dependencies = Object.entries(sections).flatMap(([section, names]) =>
    Object.entries(names).map(([name, range]) => named(`npm:${name}`, `${path}, ${section}`, npmRule(range))),
  );
  const started = Object.entries(scripts).flatMap(([name, script]) =>
    programsInShell(script, `${path}, script ${name}`),
  );
  const managers = Object.entries({ ...volta, ...engines }).map(([name, range]) =>
    named(`tool:${name}`, `${path}, ${Object.hasOwn(engines, name) ? "engines" : "volta"}`, npmRule(range)),
  );
  for (const { name, version } of devEngines)
    managers.push(named(`tool:${name}`, `${path}, devEngines`, npmRule(version)));
  const [, name, version = ""] = corepackField.exec(packageManager) ?? [];
  if (name !== undefined) managers.push(named(`tool:${name}`, `${path}, packageManager`, npmRule(version)));
  return [...dependencies, ...started, ...managers];
}

/** `pnpm@9.1.0+sha512.…`: https://github.com/nodejs/corepack#when-authoring-packages */
const corepackField = /^(npm|pnpm|yarn|bun)@([\w.-]+)/;

/** Which manager of packages a `package.json` binds everybody to; null where it leaves that open. */
export function boundManager(text: string): string | null {
  try {
    return corepackField.exec(PackageFile.parse(JSON.parse(text)).packageManager)?.[1] ?? null;
  } catch {
    return null;
  }
}

const Versions = z.record(z.string(), z.object({ version: z.string().catch("") }).catch({ version: "" }));
const npmFolder = "node_modules/";

/** https://docs.npmjs.com/cli/configuring-npm/package-lock-json: `packages`, before version 2 `dependencies`. */
export function readPackageLock(text: string, path: string): NamedTool[] {
  const lock = z
    .object({ packages: Versions.optional(), dependencies: Versions.optional() })
    .parse(JSON.parse(text));
  const installed = Object.entries(lock.packages ?? {}).flatMap(([place, { version }]) =>
    place.startsWith(npmFolder) && !place.includes(npmFolder, 1)
      ? [locked(`npm:${place.slice(npmFolder.length)}`, path, exactRule(version))]
      : [],
  );
  if (lock.packages !== undefined) return installed;
  return Object.entries(lock.dependencies ?? {}).map(([name, { version }]) =>
    locked(`npm:${name}`, path, exactRule(version)),
  );
}

const PnpmSection = z
  .record(z.string(), z.union([z.string(), z.object({ version: z.string() })]).catch(""))
  .catch({});
const PnpmImporter = z.object({ dependencies: PnpmSection, devDependencies: PnpmSection });

/** The root's own packages: https://github.com/pnpm/spec/tree/master/lockfile. Peers stand in brackets behind a version. */
export function readPnpmLock(text: string, path: string): NamedTool[] {
  const root = PnpmImporter.parse(parse(rootOfPnpmLock(text)) ?? {});
  return Object.values(root).flatMap((section) =>
    Object.entries(section).map(([name, entry]) => {
      const [version = ""] = (typeof entry === "string" ? entry : entry.version).split(/[(_]/, 1);
      return locked(`npm:${name}`, path, exactRule(version));
    }),
  );
}

const ownCharactersMax = 128 * 1024;

/** The few lines about the repository's own packages. The rest is of all packages, and a parser of YAML takes seconds for it. */
function rootOfPnpmLock(text: string): string {
  const [own = ""] = text.split(/^(?:packages|snapshots):/m, 1);
  const root = own.split(/^ {2}\.:[ \t]*$/m)[1];
  const lines = root === undefined ? own : (root.split(/^ {0,2}\S/m, 1)[0] ?? "");
  return lines.length > ownCharactersMax ? "" : lines;
}

/** Both forms of Yarn: `eslint@^9:` and `"eslint@npm:^9":`. A package that is there in several versions says nothing. */
export function readYarnLock(text: string, path: string): NamedTool[] {
  const versions = new Map<string, Set<string>>();
  let name = "";
  for (const line of text.split("\n")) {
    if (/^["\w@]/.test(line)) {
      const first = line.replace(/^"/, "");
      name = first.slice(0, Math.max(0, first.indexOf("@", 1)));
    }
    const [, version] = /^ {2}version:? "?([\w.+-]+)/.exec(line) ?? [];
    if (version !== undefined && name !== "")
      versions.set(name, (versions.get(name) ?? new Set()).add(version));
  }
  return [...versions].flatMap(([name, [version = "", ...others]]) =>
    others.length > 0 ? [] : [locked(`npm:${name}`, path, exactRule(version))],
  );
}
