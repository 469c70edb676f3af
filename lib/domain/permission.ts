import type { PermissionMode } from "./agent-settings";
import type { Category } from "./loop";
import { protectionOf } from "./paths/protected-path";

/** What an agent asks before it uses a tool. Everything in it is the agent's own word. */
export interface PermissionQuestion {
  /** As the agent calls it: read, edit, delete, move, search, execute, think, fetch, … */
  tool: string;
  /** Paths it names, relative to the tree; null for one outside of it. */
  paths: readonly (string | null)[];
}

export interface ScopeRules {
  category: Category;
  mode: PermissionMode;
}

export interface PermissionAnswer {
  allowed: boolean;
  reason: string;
}

const yes = (reason: string): PermissionAnswer => ({ allowed: true, reason });
const no = (reason: string): PermissionAnswer => ({ allowed: false, reason });

const looking = new Set(["read", "search", "think"]);
const writing = new Set(["edit", "delete", "move"]);

/** Whether only a person may change this file in a repair of this category; null where an agent may. */
export function whyProtected(path: string, category: Category): string | null {
  const protection = protectionOf(path);
  if (protection === null) return null;
  const declares = protection.protection === "manifest" || protection.protection === "build_script";
  if (declares && (category === "dependency" || category === "security")) return null;
  return `${path} is ${protection.what}: only a person changes it.`;
}

/**
 * The answer to an agent's question. It saves the agent a detour; it is no wall: walls are the sandbox and the patch gate.
 */
export function answerPermission({ tool, paths }: PermissionQuestion, rules: ScopeRules): PermissionAnswer {
  if (paths.includes(null)) return no("It names a path outside of the repository.");
  if (looking.has(tool)) return yes("Reading changes nothing.");
  if (tool === "fetch") return no("There is no network: the brief is all there is.");
  const named = paths.filter((path) => path !== null);
  if (writing.has(tool)) {
    for (const path of named) {
      const reason = whyProtected(path, rules.category);
      if (reason !== null) return no(reason);
    }
    if (tool === "delete" && rules.mode === "default") return no("A repair deletes no files.");
    return yes("It stays inside the repository.");
  }
  if (tool === "execute") return yes("Commands run behind the sandbox's walls.");
  return rules.mode === "bypass"
    ? yes("This agent may use every tool.")
    : no(`Tools of kind "${tool}" are not needed for a repair.`);
}
