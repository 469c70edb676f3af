import type { LockedPackage } from "./locked-package";
import { splitAddress } from "./registry-addresses";

interface PnpmLock {
  packages: readonly LockedPackage[];
  /** Of the repository's own packages, as its workspace names them. */
  folders: readonly string[];
}

/**
 * What a `pnpm-lock.yaml` asks for, by its lines: pnpm writes one form of YAML, and a parser of all of it would hold everything
 * up for seconds with each MiB. Null for a text of another form. https://github.com/pnpm/spec/tree/master/lockfile
 */
export function readPnpmLock(text: string): PnpmLock | null {
  const folders: string[] = [];
  const packages: LockedPackage[] = [];
  let section = "";
  for (const line of text.split(/\r?\n/)) {
    const [, top, rest = ""] = /^([a-zA-Z]+):(.*)$/.exec(line) ?? [];
    if (top !== undefined) section = top;
    if (section !== "importers" && section !== "packages") continue;
    if (top !== undefined && !["", "{}"].includes(rest.trim())) return null;
    const entry = packages.at(-1);
    if (line.startsWith("    resolution: {") && section === "packages" && entry && !entry.sealed)
      Object.assign(entry, resolutionIn(line));
    if (!/^ {2}\S/.test(line)) continue;
    const name = nameIn(line.trim());
    if (name === null) return null;
    if (section === "importers") folders.push(name);
    else packages.push(named(name));
  }
  return { packages, folders: folders.length === 0 ? ["."] : folders };
}

/** Of a line that opens an entry, or names an empty one; null for any other. */
function nameIn(line: string): string | null {
  const end = [":", ": {}"].find((one) => line.endsWith(one));
  return end === undefined ? null : line.slice(0, -end.length).replace(/^(['"])(.*)\1$/, "$2");
}

/** `till@2.0.0`, in earlier forms `/till@2.0.0(react@18.0.0)` and `/till/2.0.0`. */
function named(key: string): LockedPackage {
  const [plain = ""] = key.replace(/^\//, "").split("(", 1);
  const at = plain.includes("@", 1) ? plain.indexOf("@", 1) : plain.lastIndexOf("/");
  const version = plain.slice(at + 1);
  return {
    name: plain.slice(0, at),
    version,
    hash: null,
    sealed: false,
    address: null,
    fromRegistry: /^\d[\w.+-]*$/.test(version),
  };
}

/** `{integrity: sha512-…}`, with `tarball: …` where the registry has it at an unusual address. */
function resolutionIn(line: string): Partial<LockedPackage> {
  const hash = /[{ ]integrity: ([\w+/=-]+)/.exec(line)?.[1] ?? null;
  const address = /[{ ]tarball: ([^,}\s]+)/.exec(line)?.[1] ?? null;
  return {
    hash,
    sealed: hash !== null,
    address,
    ...(address !== null && splitAddress(address) === null && { fromRegistry: false }),
  };
}
