import type { Brief } from "@/lib/domain/brief";
import { packageManagers } from "@/lib/package-managers";
import { readPlainFile } from "@/lib/package-managers/tree-files";
import type { PackageManager } from "@/lib/package-managers/types";
import type { AgentTask } from "../types";
import { mentions } from "./fixer";
import { updateInCopy } from "./lock-file-in-copy";
import { boundManager } from "./own-tools/javascript";
import { readNames } from "./own-tools/read-names";
import { repairLockFile } from "./registry-lock-file";

const outOfDate =
  /lock ?file|package-lock|npm ci\b|EUSAGE|frozen-lockfile|YN0028|--locked|--frozen|go\.sum|go mod tidy|updates to go\.mod|poetry\.lock|uv\.lock|Gemfile\.lock|composer\.lock/i;

/** What a failure lets us do with lock files: the patch gate opens them for the same categories. */
function wanted(brief: Brief): "update" | "audit" | null {
  if (brief.category === "security" && mentions(brief, /\b(?:npm|pnpm|yarn) audit\b|GHSA-/)) return "audit";
  return brief.category === "dependency" && mentions(brief, outOfDate) ? "update" : null;
}

/** Lets the repository's own package manager repair its lock file. Null where that does not fit the failure. */
export async function fixLockFile(task: AgentTask): Promise<string | null> {
  const what = wanted(task.brief);
  if (what === null) return null;
  const names = await readNames(task, []);
  const present = await presentManagers(task.treeDirectory);
  const bound = boundManager((await readPlainFile(task.treeDirectory, "package.json")) ?? "");
  const manager = present.find(({ probe }) => bound === null || probe[0] === bound);
  if (manager !== undefined) return repairLockFile(task, manager, what, names);
  const [other] = present;
  if (other !== undefined)
    return `${other.lockFile} was left as it is: package.json binds the repository to ${bound}, which keeps another lock file.`;
  return what === "update" ? updateInCopy(task, names) : null;
}

/** Those whose lock file lies in the root of the tree, and that can bring it up to date. */
async function presentManagers(treeDirectory: string): Promise<PackageManager[]> {
  const present: PackageManager[] = [];
  for (const manager of packageManagers)
    if (manager.update !== null && (await manager.read(treeDirectory)).kind !== "absent")
      present.push(manager);
  return present;
}
