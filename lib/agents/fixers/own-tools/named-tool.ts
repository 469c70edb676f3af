import type { VersionRule } from "./version-rule";

/** A tool as files name it. `tool` is by its bare program name, `toolchain` what comes with a language. */
export type ToolId =
  `${"npm" | "pypi" | "gem" | "composer" | "gradle" | "maven" | "toolchain" | "tool"}:${string}`;

/** One place of a repository that names a tool. */
export interface NamedTool {
  id: ToolId;
  /** For people: `package.json, devDependencies`. */
  where: string;
  /** Null where any version will do. */
  version: VersionRule | null;
  /** A lock file says which version is meant, and not that the repository wants the tool: others may have brought it. */
  locked: boolean;
}

export function named(id: ToolId, where: string, version: VersionRule | null = null): NamedTool {
  return { id, where, version, locked: false };
}

export function locked(id: ToolId, where: string, version: VersionRule | null): NamedTool {
  return { id, where, version, locked: true };
}
