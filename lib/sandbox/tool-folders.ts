import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type { SandboxRequest } from "./types";

const systemFolders = ["/usr/local/bin", "/usr/bin", "/bin"];
const scriptBytesMax = 8 * 1024;

/** PATH of a command: programs of installed packages, the operator's tools, the Node that runs us, the system. */
export function searchPathInside(
  toolPath: readonly string[],
  { treeDirectory, mounts = [] }: Pick<SandboxRequest, "treeDirectory" | "mounts">,
): string {
  const installed = mounts.flatMap(({ to, programs }) =>
    programs === undefined ? [] : [join(treeDirectory, to, programs)],
  );
  return [...new Set([...installed, ...toolPath, dirname(process.execPath), ...systemFolders])].join(
    delimiter,
  );
}

/** The outermost `node_modules` of a path: packages need their siblings. */
function packagesFolder(path: string): string | null {
  return /^\/.*?\/node_modules(?=\/)/.exec(path)?.[0] ?? null;
}

/** The words of a shell script, without their quotes: a path may have blanks in it. */
function wordsOf(script: string): string[] {
  const code = script.replaceAll(/^[\t ]*#.*$/gm, "");
  const quoted = /(?:'[^']*'|"[^"]*"|\\.|[^\s'"\\])+/g;
  return (code.match(quoted) ?? []).map((word) =>
    word.replaceAll(
      /'([^']*)'|"([^"]*)"|\\(.)/g,
      (_, single, double, escaped) => single ?? double ?? escaped,
    ),
  );
}

/** The packages that a tool starts: where its link leads, or the absolute paths that its small start script names. */
function packagesOf(tool: string): string[] {
  try {
    const file = realpathSync(tool);
    const facts = statSync(file);
    if (!facts.isFile()) return [];
    const script = facts.size <= scriptBytesMax ? readFileSync(file, "utf8") : "";
    const named = script.startsWith("#!") ? wordsOf(script).flatMap((word) => word.split(/[:=]/)) : [];
    return [file, ...named].map(packagesFolder).filter((folder) => folder !== null);
  } catch {
    return [];
  }
}

/** Programs of a Rust toolchain load the compiler from `lib` beside their `bin`; without it none of them starts. */
function toolchainLibraries(folder: string): string[] {
  const libraries = join(dirname(folder), "lib");
  return existsSync(join(libraries, "rustlib")) ? [libraries] : [];
}

function toolsIn(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/**
 * What has to be readable so that the programs on that path start: the folders themselves, the packages that their
 * tools belong to, and npm beside Node. Never a whole prefix, which may be somebody's home.
 */
export function readableFolders(toolPath: readonly string[]): string[] {
  const nodeFolder = dirname(process.execPath);
  const packages = toolPath.flatMap(toolsIn).flatMap(packagesOf);
  const libraries = toolPath.flatMap(toolchainLibraries);
  const npm = join(dirname(nodeFolder), "lib/node_modules");
  return [...new Set([...toolPath, ...packages, ...libraries, nodeFolder, npm])];
}
