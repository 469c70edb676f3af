import type { NamedTool, ToolId } from "./named-tool";
import { satisfies, versionIn } from "./version-rule";

/** A program of an ecosystem, and the names under which a repository asks for it. */
export interface Tool {
  /** As it is started. */
  readonly program: string;
  readonly named: readonly ToolId[];
  /** Whose versions count besides, without being a reason to run it. */
  readonly versionedBy?: readonly ToolId[];
  /** Prints its version. Default: the program itself with `--version`. */
  readonly version?: readonly [string, ...string[]];
}

export interface FoundTool {
  program: string;
  /** Among the repository's own installed packages: of the version that it asks for. */
  own: boolean;
  /** What it says of its version; null where nobody asked. */
  version: string | null;
}

export type ToolDecision =
  | { kind: "run"; program: string }
  | { kind: "not_named" | "not_here" | "other_version"; reason: string };

/** Where the repository asks for this tool, and what versions it permits. Empty where it does not ask: a lock file alone is no wish. */
export function wishesFor(tool: Tool, names: readonly NamedTool[]): readonly NamedTool[] {
  const asks = names.some(({ id, locked }) => !locked && tool.named.includes(id));
  if (!asks) return [];
  return names.filter(({ id }) => tool.named.includes(id) || tool.versionedBy?.includes(id));
}

/**
 * Whether a tool may be run on a repository. Logs are written by strangers: what they name is never a reason to start a
 * program. Only the repository is, and then only in a version that it asks for, because another would write other code.
 */
export function decideTool(tool: Tool, wishes: readonly NamedTool[], found: FoundTool | null): ToolDecision {
  const { program } = tool;
  const [first] = wishes;
  if (first === undefined)
    return {
      kind: "not_named",
      reason: `${program} was not run: neither a manifest of the repository nor its CI configuration at the base commit names it.`,
    };
  const wish = wishes.find(({ locked }) => !locked) ?? first;
  if (found === null)
    return {
      kind: "not_here",
      reason: `${program}, which ${wish.where} names, is neither among the repository's own tools nor on the PATH.`,
    };
  if (found.own) return { kind: "run", program: found.program };
  for (const { where, version } of wishes) {
    if (version === null || satisfies(found.version ?? "", version)) continue;
    const here = versionIn(found.version ?? "");
    return {
      kind: "other_version",
      reason:
        here === null
          ? `${program} was not run: ${where} asks for ${version.text}, and the one on this machine does not say its version.`
          : `${program} was not run: ${where} asks for ${version.text}, this machine has ${here}, whose output would differ.`,
    };
  }
  return { kind: "run", program: found.program };
}
