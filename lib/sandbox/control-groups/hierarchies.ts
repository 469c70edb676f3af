import { readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** The folders in which groups of ours would be made: one for both controllers (version 2) or one for each (version 1). */
export interface Hierarchies {
  version: 1 | 2;
  memory: string;
  processes: string;
}

interface Mount {
  type: string;
  /** Folder of the hierarchy that is mounted, and where. */
  root: string;
  point: string;
  options: readonly string[];
}

/** Fields of https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html */
function mounts(mountInfo: string): Mount[] {
  return mountInfo.split("\n").flatMap((line) => {
    const [front = "", back = ""] = line.split(" - ");
    const [, , , root, point] = front.split(" ");
    const [type = "", , options = ""] = back.split(" ");
    return root && point ? [{ type, root, point, options: options.split(",") }] : [];
  });
}

/** Our own group's path in a hierarchy: https://man7.org/linux/man-pages/man7/cgroups.7.html */
function ownPath(cgroups: string, controller: string): string | null {
  for (const line of cgroups.split("\n")) {
    const [number, controllers = "", ...path] = line.split(":");
    if (controller === "" ? number === "0" : controllers.split(",").includes(controller))
      return path.join(":");
  }
  return null;
}

function ownFolder(mount: Mount, path: string): string {
  const below = relative(mount.root, path);
  const folder = join(mount.point, below.startsWith("..") ? "" : below);
  // In a container the path may be told from outside while the mount shows only the inside.
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? folder : mount.point;
}

/** Where the groups of this process hang, as its own `/proc` files tell; null where there are none. */
export function findHierarchies(mountInfo: string, cgroups: string): Hierarchies | null {
  const all = mounts(mountInfo);
  const old = (controller: string): string | null => {
    const mount = all.find(({ type, options }) => type === "cgroup" && options.includes(controller));
    const path = ownPath(cgroups, controller);
    return mount && path !== null ? ownFolder(mount, path) : null;
  };
  const memory = old("memory");
  const processes = old("pids");
  if (memory !== null && processes !== null) return { version: 1, memory, processes };

  const mount = all.find(({ type }) => type === "cgroup2");
  const path = ownPath(cgroups, "");
  if (!mount || path === null) return null;
  const own = ownFolder(mount, path);
  // A group with processes of its own may not divide: ours then goes beside it.
  const parent = [own, dirname(own)].find(dividesMemoryAndProcesses);
  return parent === undefined ? null : { version: 2, memory: parent, processes: parent };
}

function dividesMemoryAndProcesses(folder: string): boolean {
  try {
    const controllers = readFileSync(join(folder, "cgroup.subtree_control"), "utf8").trim().split(" ");
    return controllers.includes("memory") && controllers.includes("pids");
  } catch {
    return false;
  }
}
