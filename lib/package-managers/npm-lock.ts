import { z } from "zod";
import type { LockedPackage } from "./locked-package";
import { splitAddress } from "./registry-addresses";
import { staysInside } from "./tree-files";

const Entry = z.object({
  name: z.string().optional(),
  version: z.string().optional(),
  link: z.boolean().optional(),
  resolved: z.string().optional(),
  inBundle: z.boolean().optional(),
  integrity: z.string().optional(),
});
type Entry = z.infer<typeof Entry>;
const Lock = z.object({ packages: z.record(z.string(), Entry) });

export type ReadLock =
  | {
      kind: "read";
      /** How many packages come from a registry. */
      packages: number;
      /** Folders of the repository's own packages, as its workspaces name them; without the root. */
      workspaces: readonly string[];
    }
  | { kind: "refused"; reason: string };

/** What a `package-lock.json` asks for: https://docs.npmjs.com/cli/configuring-npm/package-lock-json */
export function readNpmLock(text: string): ReadLock {
  const found = entriesOf(text);
  if (found === null) return refused("The package-lock.json could not be read.");
  const entries = found.filter(([path]) => path !== "");
  const workspaces = entries.map(([path]) => path).filter((path) => !isInstalled(path));
  if (!workspaces.every(staysInside))
    return refused("The lock file names a workspace outside of the repository.");
  const links = entries.filter(([, { link }]) => link === true);
  if (links.some(([, { resolved }]) => resolved === undefined || !workspaces.includes(resolved)))
    return refused("The lock file links a folder that is no workspace of the repository.");
  const fetched = entries.filter(isFetched);
  if (!fetched.every(([path, entry]) => lockedPackage(path, entry).sealed))
    return refused("The lock file has a package without an integrity hash.");
  return { kind: "read", packages: fetched.length, workspaces };
}

/** The packages that are not the repository's own; null for a text that is no lock file of npm 7 or later. */
export function npmPackages(text: string): LockedPackage[] | null {
  const entries = entriesOf(text);
  return entries === null
    ? null
    : entries.filter(isFetched).map(([path, entry]) => lockedPackage(path, entry));
}

function entriesOf(text: string): [path: string, Entry][] | null {
  const lock = Lock.safeParse(parseJson(text));
  return lock.success ? Object.entries(lock.data.packages) : null;
}

const folder = "node_modules/";

function isInstalled(path: string): boolean {
  return `/${path}`.includes(`/${folder}`);
}

function isFetched([path, { link }]: [path: string, Entry]): boolean {
  return isInstalled(path) && link !== true;
}

function lockedPackage(path: string, { name, version, resolved, integrity, inBundle }: Entry): LockedPackage {
  return {
    name: name ?? path.slice(path.lastIndexOf(folder) + folder.length),
    version: version ?? resolved ?? "",
    hash: integrity ?? null,
    sealed: integrity !== undefined || inBundle === true,
    address: resolved ?? null,
    fromRegistry: resolved === undefined || splitAddress(resolved) !== null,
  };
}

function refused(reason: string): ReadLock {
  return { kind: "refused", reason };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Whether a lock file says where packages came from; one that does not works with every registry. */
export function writesAddresses(text: string): boolean {
  return npmPackages(text)?.some(({ address }) => address !== null) ?? false;
}
