import { cp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { AgentTask } from "../types";
import { applyEdit, type Edit } from "./edit";
import type { Trial } from "./trial";

const concurrency = 2;
/** Time that must be left to check the whole step and to write the result. */
const reserveMs = 10_000;

export interface SearchResult {
  edit: Edit | null;
  tried: number;
  /** Edits that passed the failing tests alone but not the whole step. */
  rejected: Edit[];
  outOfTime: boolean;
}

interface Workplace {
  directory: string;
  textOf: ReadonlyMap<string, string>;
}

async function judge(
  { directory, textOf }: Workplace,
  edit: Edit,
  trial: Trial,
): Promise<"fails" | "partial" | "passes"> {
  const original = textOf.get(edit.path) ?? "";
  await writeFile(join(directory, edit.path), applyEdit(original, edit));
  try {
    if (!(await trial.quick(directory))) return "fails";
    return (await trial.whole(directory)) ? "passes" : "partial";
  } finally {
    await writeFile(join(directory, edit.path), original);
  }
}

/**
 * Tries edits in their order, several at a time, each in a copy of the tree of its own. The answer is the first in order
 * that passes, not the first in time: all before it have been judged.
 */
export async function tryCandidates(
  task: AgentTask,
  candidates: readonly Edit[],
  textOf: ReadonlyMap<string, string>,
  trial: Trial,
): Promise<SearchResult> {
  let next = 0;
  let found: number | null = null;
  let outOfTime = false;
  let tried = 0;
  const rejected: Edit[] = [];

  async function work(number: number): Promise<void> {
    const directory = join(task.scratchDirectory, `copy-${number}`);
    await cp(task.treeDirectory, directory, { recursive: true, verbatimSymlinks: true });
    try {
      while (next < candidates.length && (found === null || next < found)) {
        task.signal.throwIfAborted();
        if (task.now() > task.deadlineMs - reserveMs) {
          outOfTime = true;
          return;
        }
        const index = next;
        next += 1;
        const edit = candidates[index];
        if (edit === undefined) return;
        tried += 1;
        const verdict = await judge({ directory, textOf }, edit, trial);
        if (verdict === "partial") rejected.push(edit);
        if (verdict === "passes" && (found === null || index < found)) found = index;
      }
    } finally {
      await rm(directory, { recursive: true, force: true, maxRetries: 3 });
    }
  }

  await Promise.all(Array.from({ length: concurrency }, (_, number) => work(number)));
  return { edit: found === null ? null : (candidates[found] ?? null), tried, rejected, outOfTime };
}
