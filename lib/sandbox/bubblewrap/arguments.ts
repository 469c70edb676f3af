import { existsSync } from "node:fs";
import { join } from "node:path";
import { limits } from "../limits";
import { systemFiles, systemFolders } from "../system-folders";
import { searchPathInside } from "../tool-folders";
import type { SandboxMount, SandboxRequest } from "../types";
import { workingDirectoryOf } from "../working-directory";
import { descriptorArguments } from "./descriptors";

/** Where the door to the model endpoint is mounted. */
export const endpointSocketInside = "/run/model.sock";

function systemArguments(): string[] {
  return [
    ...systemFolders().flatMap(({ path, link }) =>
      link === null ? ["--ro-bind", path, path] : ["--symlink", link, path],
    ),
    ...systemFiles.flatMap((file) => ["--ro-bind-try", file, file]),
  ];
}

/** What of `/proc` speaks of the whole machine, as container engines hide and lock it. */
const hiddenFiles = [
  "kcore",
  "keys",
  "kmsg",
  "kpagecount",
  "kpageflags",
  "latency_stats",
  "sched_debug",
  "slabinfo",
];
const hiddenFolders = ["acpi", "asound", "driver", "scsi"];
const lockedPaths = ["bus", "fs", "irq", "mtrr", "sys", "sysrq-trigger"];

/**
 * Settings of the kernel belong to the host's root and are asked by that account, not by capabilities: where root runs
 * us, the command could write them although it holds none. https://github.com/torvalds/linux/blob/master/fs/proc/proc_sysctl.c
 */
function processArguments(nested: boolean): string[] {
  const present = (name: string) => existsSync(`/proc/${name}`);
  return [
    ...(nested ? ["--bind", "/proc", "/proc"] : ["--proc", "/proc"]),
    ...hiddenFiles.filter(present).flatMap((name) => ["--ro-bind", "/dev/null", `/proc/${name}`]),
    ...hiddenFolders
      .filter(present)
      .flatMap((name) => ["--tmpfs", `/proc/${name}`, "--remount-ro", `/proc/${name}`]),
    ...lockedPaths.filter(present).flatMap((name) => ["--ro-bind", `/proc/${name}`, `/proc/${name}`]),
  ];
}

interface Surroundings {
  toolPath: readonly string[];
  readable: readonly string[];
  endpointSocket: string | null;
  /** Started behind other walls, whose network and processes these keep. */
  nested?: boolean;
}

function mountArguments(treeDirectory: string, { from, to, scratch }: SandboxMount): string[] {
  const place = join(treeDirectory, to);
  const size = String(limits.temporaryBytesMax);
  return [
    ...["--ro-bind", from, place],
    ...scratch.flatMap((name) => ["--size", size, "--tmpfs", join(place, name)]),
  ];
}

/** Everything between `bwrap` and the command: https://github.com/containers/bubblewrap/blob/main/bwrap.xml */
export function bubblewrapArguments(
  request: SandboxRequest,
  { toolPath, readable, endpointSocket, nested = false }: Surroundings,
): string[] {
  const environment = {
    ...request.environment,
    PATH: searchPathInside(toolPath, request),
    HOME: "/home/agent",
    TMPDIR: "/tmp",
    LANG: "C.UTF-8",
  };
  const temporaryBytes = String(limits.temporaryBytesMax);
  return [
    ...(nested ? ["--unshare-ipc", "--unshare-uts"] : ["--unshare-all"]),
    ...["--unshare-user", "--uid", "1000", "--gid", "1000", "--hostname", "sandbox"],
    ...["--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL"],
    ...systemArguments(),
    ...processArguments(nested),
    ...["--dev", "/dev", "--size", temporaryBytes, "--tmpfs", "/dev/shm", "--remount-ro", "/dev"],
    ...descriptorArguments(),
    ...["--size", temporaryBytes, "--tmpfs", "/tmp", "--size", temporaryBytes, "--tmpfs", "/home/agent"],
    ...readable
      .filter((folder) => !folder.startsWith("/usr/"))
      .flatMap((folder) => ["--ro-bind-try", folder, folder]),
    // After the tools: a tree below a tool's folder must stay writable.
    ...["--bind", request.treeDirectory, request.treeDirectory],
    ...(request.mounts ?? []).flatMap((mount) => mountArguments(request.treeDirectory, mount)),
    ...(endpointSocket === null ? [] : ["--ro-bind", endpointSocket, endpointSocketInside]),
    // The root is a folder in memory of its own; without this it could be filled.
    ...["--remount-ro", "/"],
    ...["--chdir", workingDirectoryOf(request)],
    ...Object.entries(environment).flatMap(([name, value]) => ["--setenv", name, value]),
    "--",
  ];
}
