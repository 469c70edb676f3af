import type { LockedPackage } from "./locked-package";

interface BerryLock {
  packages: readonly LockedPackage[];
  /** Of the repository's own packages. */
  folders: readonly string[];
}

/** What a lock file of Yarn 2 or later asks for, by its lines: Yarn writes one form of YAML. https://yarnpkg.com/advanced/lexicon#lockfile */
export function readBerryLock(text: string): BerryLock {
  const folders: string[] = [];
  const packages: LockedPackage[] = [];
  for (const entry of text.replaceAll("\r\n", "\n").split("\n\n")) {
    const resolution = /^ {2}resolution: "?([^"\n]+)"?$/m.exec(entry)?.[1];
    if (resolution === undefined) continue;
    const folder = resolution.split("@workspace:")[1];
    if (folder !== undefined) {
      folders.push(folder);
      continue;
    }
    const at = resolution.indexOf("@", 1);
    const source = resolution.slice(at + 1);
    const hash = /^ {2}checksum: (\S+)$/m.exec(entry)?.[1] ?? null;
    packages.push({
      name: resolution.slice(0, at),
      version: source.replace(/^npm:/, ""),
      hash,
      // What is for other systems alone is never fetched here, and has no hash.
      sealed: hash !== null || /^ {2}conditions: ./m.test(entry),
      address: null,
      fromRegistry: /^npm:[\w.+-]+$/.test(source) || ownPatch.test(source),
    });
  }
  return { packages, folders };
}

/** Patches that Yarn itself brings, of a package of the registry: https://yarnpkg.com/protocol/patch */
const ownPatch = /^patch:[^#]*@npm%3A[\w.+-]+#(?:optional!|~)?builtin<[\w/-]+>(?:::[\w=&.-]*)?$/;
