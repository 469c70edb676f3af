import { parse } from "yaml";
import { z } from "zod";
import { locked, type NamedTool, named } from "./named-tool";
import { programsInShell } from "./shell-programs";
import { exactRule, npmRule } from "./version-rule";

const Names = z.record(z.string(), z.string()).catch({});
const PackageFile = z.object({
  dependencies: Names,
  devDependencies: Names,
  optionalDependencies: Names,
  peerDependencies: Names,
  scripts: Names,
});

/** Dependencies of every kind with their ranges, and the programs that its scripts start. */
export function readPackageFile(text: string, path: string): NamedTool[] {
  const { scripts, ...sections } = PackageFile.parse(JSON.parse(text));
  const dependencies = Object.entries(sections).flatMap(([section, names]) =>
    Object.entries(names).map(([name, range]) => named(`npm:${name}`, `${path}, ${section}`, npmRule(range))),
  );
  const started = Object.entries(scripts).flatMap(([name, script]) =>
    programsInShell(script, `${path}, script ${name}`),
  );
  return [...dependencies, ...started];
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
  const file: unknown = parse(text);
  const { importers } = z.object({ importers: z.record(z.string(), z.unknown()).optional() }).parse(file);
  const root = PnpmImporter.parse(importers === undefined ? file : (importers["."] ?? {}));
  return Object.values(root).flatMap((section) =>
    Object.entries(section).map(([name, entry]) => {
      const [version = ""] = (typeof entry === "string" ? entry : entry.version).split(/[(_]/, 1);
      return locked(`npm:${name}`, path, exactRule(version));
    }),
  );
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
