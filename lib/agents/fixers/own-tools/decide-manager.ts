import { decideTool, type FoundTool, type Tool, type ToolDecision } from "./decide-tool";
import { type NamedTool, named } from "./named-tool";
import { wholeMajor } from "./version-rule";

/**
 * What a repository asks of its manager of packages: the lock file says which one, and `packageManager`, engines, version
 * managers and CI say which version. Of a version its whole major will do: within it the form of the lock file stays, and
 * a repair that would change the form is refused besides.
 */
export function managerWishes(tool: Tool, lockFile: string, names: readonly NamedTool[]): NamedTool[] {
  const [id] = tool.named;
  const asked = names.filter((name) => !name.locked && tool.named.includes(name.id));
  return [
    ...(id === undefined ? [] : [named(id, lockFile)]),
    ...asked.map((wish) => ({ ...wish, version: wish.version && wholeMajor(wish.version) })),
  ];
}

/** Whether a program of the operator's may rewrite a lock file. `version` is what it says of its own. */
export function decideManager(
  program: string,
  lockFile: string,
  names: readonly NamedTool[],
  version: string,
): ToolDecision {
  const tool: Tool = { program, named: [`tool:${program}`, `npm:${program}`] };
  const found: FoundTool = { program, own: false, version };
  return decideTool(tool, managerWishes(tool, lockFile, names), found);
}
