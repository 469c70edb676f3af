import { basename, delimiter, dirname, join } from "node:path";

const systemFolders = ["/usr/local/bin", "/usr/bin", "/bin"];

/** PATH of a command: the operator's tools, the Node that runs us, the system. */
export function searchPathInside(toolPath: readonly string[]): string {
  return [...new Set([...toolPath, dirname(process.execPath), ...systemFolders])].join(delimiter);
}

/**
 * What has to be readable so that the programs on that path start: the folders themselves, the packages beside a
 * `node_modules/.bin`, and npm beside Node. Never a whole prefix, which may be somebody's home.
 */
export function readableFolders(toolPath: readonly string[]): string[] {
  const nodeFolder = dirname(process.execPath);
  const packages = toolPath
    .filter((folder) => basename(folder) === ".bin" && basename(dirname(folder)) === "node_modules")
    .map((folder) => dirname(folder));
  return [...new Set([...toolPath, ...packages, nodeFolder, join(dirname(nodeFolder), "lib/node_modules")])];
}
