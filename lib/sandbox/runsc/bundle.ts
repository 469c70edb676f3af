import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { accountFiles } from "../account-files";
import { limits } from "../limits";
import { systemFiles, systemFolders } from "../system-folders";
import { searchPathInside } from "../tool-folders";
import type { SandboxMount, SandboxRequest } from "../types";
import { workingDirectoryOf } from "../working-directory";
import { refusedModes } from "./refused-modes";

/** Where the folder with the door to the model endpoint is mounted. */
export const endpointFolderInside = "/run/endpoint";

interface Surroundings {
  toolPath: readonly string[];
  readable: readonly string[];
  endpointFolder: string | null;
}

interface BundleMount {
  destination: string;
  type: "bind" | "tmpfs" | "proc";
  source: string;
  options?: readonly string[];
}

const shown = (path: string, at = path): BundleMount => ({
  destination: at,
  type: "bind",
  source: path,
  options: ["rbind", "ro"],
});

const inMemory = (destination: string): BundleMount => ({
  destination,
  type: "tmpfs",
  source: "tmpfs",
  options: [`size=${limits.temporaryBytesMax}`, "mode=0700"],
});

const writable = (path: string): BundleMount => ({
  destination: path,
  type: "bind",
  source: path,
  options: ["rbind", "rw"],
});

function mountOf(treeDirectory: string, { from, to, scratch }: SandboxMount): BundleMount[] {
  const place = join(treeDirectory, to);
  return [shown(from, place), ...scratch.map((name) => inMemory(join(place, name)))];
}

/**
 * Writes a bundle, the folder from which `runsc` starts one command: its root, its mounts, its limits.
 * https://github.com/opencontainers/runtime-spec/blob/main/config.md
 *
 * @returns its absolute path; the caller removes it
 */
export function writeBundle(
  request: SandboxRequest,
  command: readonly string[],
  { toolPath, readable, endpointFolder }: Surroundings,
): string {
  const bundle = mkdtempSync(join(tmpdir(), "regreen-runsc-"));
  try {
    const root = join(bundle, "root");
    for (const [path, content] of Object.entries(accountFiles(0))) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    }
    const folders = systemFolders();
    for (const { path, link } of folders) if (link !== null) symlinkSync(link, join(root, path));
    const mounts = [
      { destination: "/proc", type: "proc", source: "proc" } as const,
      ...folders.filter(({ link }) => link === null).map(({ path }) => shown(path)),
      ...systemFiles.filter((file) => existsSync(file)).map((file) => shown(file)),
      ...["/tmp", "/home/agent", "/dev/shm"].map(inMemory),
      ...readable
        .filter((folder) => !folder.startsWith("/usr/") && existsSync(folder))
        .map((folder) => shown(folder)),
      // After the tools: a tree below a tool's folder must stay writable.
      writable(request.treeDirectory),
      ...(request.mounts ?? []).flatMap((mount) => mountOf(request.treeDirectory, mount)),
      ...(endpointFolder === null ? [] : [shown(endpointFolder, endpointFolderInside)]),
    ];
    const environment = {
      ...request.environment,
      PATH: searchPathInside(toolPath, request),
      HOME: "/home/agent",
      TMPDIR: "/tmp",
      LANG: "C.UTF-8",
    };
    const none: string[] = [];
    writeFileSync(
      join(bundle, "config.json"),
      JSON.stringify({
        ociVersion: "1.0.2",
        root: { path: "root", readonly: true },
        hostname: "sandbox",
        process: {
          // The only account that such a kernel knows without help of root on the host; it holds no capability.
          user: { uid: 0, gid: 0 },
          args: command,
          cwd: workingDirectoryOf(request),
          env: Object.entries(environment).map(([name, value]) => `${name}=${value}`),
          capabilities: {
            bounding: none,
            effective: none,
            inheritable: none,
            permitted: none,
            ambient: none,
          },
          noNewPrivileges: true,
          rlimits: [
            limit("RLIMIT_NPROC", limits.processesMax),
            limit("RLIMIT_FSIZE", limits.fileBytesMax),
            limit("RLIMIT_NOFILE", limits.openFilesMax),
            limit("RLIMIT_CORE", 0),
          ],
        },
        mounts,
        linux: {
          namespaces: ["pid", "network", "ipc", "uts", "mount"].map((type) => ({ type })),
          seccomp: refusedModes,
        },
      }),
    );
    return bundle;
  } catch (error) {
    rmSync(bundle, { recursive: true, force: true });
    throw error;
  }
}

function limit(type: string, most: number) {
  return { type, hard: most, soft: most };
}
