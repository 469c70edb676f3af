import { realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { systemFiles, systemFolders } from "../system-folders";
import type { SandboxRequest } from "../types";

interface Surroundings {
  /** Absolute path of `srt`, whose package holds programs that start inside. */
  program: string;
  readable: readonly string[];
  descriptorFolder: string;
  home: string;
}

/**
 * The runtime's settings for one run. It shows the whole machine unless told otherwise, so everything is denied and the
 * system, the tools and the tree are shown again.
 * https://github.com/anthropic-experimental/sandbox-runtime#configuration
 */
export function runtimeSettings(
  { treeDirectory, modelEndpoint, mounts = [] }: SandboxRequest,
  { program, readable, descriptorFolder, home }: Surroundings,
) {
  const system = systemFolders().flatMap(({ path, link }) => (link === null ? [path] : []));
  const ours = [packageFolder(program), descriptorFolder, ...mounts.map(({ from }) => from)];
  return {
    network: {
      allowedDomains: modelEndpoint ? [`127.0.0.1:${modelEndpoint.port}`] : [],
      deniedDomains: [],
    },
    filesystem: {
      denyRead: ["/", "/sys"],
      allowRead: [...system, ...systemFiles, ...readable, ...ours, treeDirectory, home],
      allowWrite: [treeDirectory, home],
      denyWrite: [],
    },
  };
}

/** The program is a link to `dist/cli.js` of its package. */
function packageFolder(program: string): string {
  return join(dirname(realpathSync(program)), "..");
}
