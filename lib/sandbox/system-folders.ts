import { lstatSync, readlinkSync } from "node:fs";

/** Top-level folders of the system. On most distributions all but `/usr` are links into it. */
const topFolders = ["/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"];

/** The loader's cache and the links by which Debian chooses between programs. Nothing else of `/etc` is shown inside. */
export const systemFiles = ["/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime"] as const;

export interface SystemFolder {
  path: string;
  /** Where it leads as a link, null where it is a folder of its own. */
  link: string | null;
}

/** The folders with the system's programs and libraries, as far as this machine has them. */
export function systemFolders(): SystemFolder[] {
  const present: SystemFolder[] = [{ path: "/usr", link: null }];
  for (const path of topFolders) {
    const facts = lstatSync(path, { throwIfNoEntry: false });
    if (facts) present.push({ path, link: facts.isSymbolicLink() ? readlinkSync(path) : null });
  }
  return present;
}
