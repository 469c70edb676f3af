import type { ToolId } from "./named-tool";
import { pythonRule, type VersionRule } from "./version-rule";

export interface Requirement {
  id: ToolId;
  version: VersionRule | null;
}

/** A line as pip takes it, https://peps.python.org/pep-0508/: name, extras, versions; markers and hashes are left aside. Null for anything else. */
export function requirement(line: string): Requirement | null {
  const [words = ""] = line.split(/;|\s#|^#|\s--/, 1);
  const plain = words.trim();
  const name = /^[A-Za-z0-9][\w.-]*/.exec(plain)?.[0];
  if (name === undefined) return null;
  const specifier = plain
    .slice(name.length)
    .trim()
    .replace(/^\[[^\]]*\]/, "")
    .trim()
    .replace(/^\(|\)$/g, "");
  if (specifier !== "" && !/^[<>=!~@]/.test(specifier)) return null;
  return { id: pythonId(name), version: specifier.startsWith("@") ? null : pythonRule(specifier) };
}

/** https://peps.python.org/pep-0503/#normalized-names */
export function pythonId(name: string): ToolId {
  return `pypi:${name.toLowerCase().replace(/[-_.]+/g, "-")}`;
}
