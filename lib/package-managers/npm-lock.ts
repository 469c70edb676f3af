import { z } from "zod";
import { staysInside } from "./tree-files";

const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      link: z.boolean().optional(),
      resolved: z.string().optional(),
      inBundle: z.boolean().optional(),
      integrity: z.string().optional(),
    }),
  ),
});

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
  const lock = Lock.safeParse(parseJson(text));
  if (!lock.success) return refused("The package-lock.json could not be read.");
  const entries = Object.entries(lock.data.packages).filter(([path]) => path !== "");
  const workspaces = entries.map(([path]) => path).filter((path) => !isInstalled(path));
  if (!workspaces.every(staysInside))
    return refused("The lock file names a workspace outside of the repository.");
  const links = entries.filter(([, { link }]) => link === true);
  if (links.some(([, { resolved }]) => resolved === undefined || !workspaces.includes(resolved)))
    return refused("The lock file links a folder that is no workspace of the repository.");
  const fetched = entries.filter(([path, { link }]) => isInstalled(path) && link !== true);
  if (fetched.some(([, { integrity, inBundle }]) => integrity === undefined && inBundle !== true))
    return refused("The lock file has a package without an integrity hash.");
  return { kind: "read", packages: fetched.length, workspaces };
}

function isInstalled(path: string): boolean {
  return path.split("/").includes("node_modules");
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
