import type { LockedPackage } from "./locked-package";
import { npmPackages } from "./npm-lock";
import { readPnpmLock } from "./pnpm-lock";
import { readBerryLock } from "./yarn-berry-lock";
import { readClassicLock } from "./yarn-classic-lock";

/** Lock files that say of each package where it comes from, by their names in lower case. */
const readers: Readonly<Record<string, (text: string) => readonly LockedPackage[] | null>> = {
  "package-lock.json": npmPackages,
  "npm-shrinkwrap.json": npmPackages,
  "pnpm-lock.yaml": (text) => readPnpmLock(text)?.packages ?? null,
  "yarn.lock": (text) => (/^__metadata:/m.test(text) ? readBerryLock(text).packages : readClassicLock(text)),
};

export function isReadLockFile(name: string): boolean {
  return Object.hasOwn(readers, name);
}

/** What a lock file names; null for a text that is none of its name. */
export function lockedPackages(name: string, text: string): readonly LockedPackage[] | null {
  return readers[name]?.(text) ?? null;
}
