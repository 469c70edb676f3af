import { cp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Agent, AgentReport, AgentTask } from "../types";
import { orderCandidates } from "./candidates";
import { applyEdit } from "./edit";
import { failingTestFiles } from "./failing-files";
import { findSuspects } from "./suspects";
import { findTestCommands } from "./test-commands";
import { setUpTrial, type TrialSetup } from "./trial";
import { tryCandidates } from "./try-candidates";

/** Sees the failure in a copy, so that reports and caches of the run stay out of the tree. */
async function seeFailure(task: AgentTask, commands: Parameters<typeof setUpTrial>[1]): Promise<TrialSetup> {
  const copy = join(task.scratchDirectory, "first-run");
  await cp(task.treeDirectory, copy, { recursive: true, verbatimSymlinks: true });
  try {
    return await setUpTrial(task, commands, copy);
  } finally {
    await rm(copy, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function repair(task: AgentTask): Promise<AgentReport> {
  const { brief, treeDirectory, say } = task;
  const tests = await failingTestFiles(brief, treeDirectory);
  const commands = await findTestCommands(brief, treeDirectory, tests);
  say(
    tests.length > 0
      ? `Failing tests are in ${tests.join(", ")}.`
      : "No test file is named; the step's own command judges.",
  );

  const setup = await seeFailure(task, commands);
  if (setup.kind === "unknown_command")
    return { kind: "no_change", notes: "Neither the log nor the tests tell how to run the failing tests." };
  if (setup.kind === "passes")
    return {
      kind: "gave_up",
      reason: "cannot_reproduce",
      notes: `The failing tests pass here: ${[...commands.steps, ...(commands.focused ?? []).map((command) => command.join(" "))].join("; ")}.`,
    };
  say(`The failure shows here, in ${setup.quickSeconds.toFixed(1)} s a run.`);

  const suspects = await findSuspects(brief, treeDirectory, tests);
  const candidates = orderCandidates(brief, suspects);
  if (candidates.length === 0)
    return { kind: "no_change", notes: "No source file that may be edited is near the failure." };
  say(`${candidates.length} small edits in ${suspects.map(({ path }) => path).join(", ")}.`);

  const textOf = new Map(suspects.map(({ path, text }) => [path, text]));
  const result = await tryCandidates(task, candidates, textOf, setup.trial);
  const rejected =
    result.rejected.length > 0
      ? ` ${result.rejected.length} of them repaired the named tests but not the whole step.`
      : "";
  if (result.edit === null) {
    const end = result.outOfTime
      ? "The time was over before all were tried."
      : "None makes the failing tests pass.";
    return {
      kind: "no_change",
      notes: `Tried ${result.tried} small edits in ${[...textOf.keys()].join(", ")}. ${end}${rejected}`,
    };
  }
  const { edit } = result;
  await writeFile(join(treeDirectory, edit.path), applyEdit(textOf.get(edit.path) ?? "", edit));
  const notes = `${edit.path}, line ${edit.line}: ${edit.what}. The failing tests pass with it, after ${result.tried} edits tried.${rejected}`;
  say(notes);
  return { kind: "edited", notes };
}

/**
 * Plain program repair without a model: single small edits near the failure, likeliest first, until the failing tests, their
 * whole files and the step's own command pass.
 */
export const search: Agent = {
  id: "search",
  title: "Search for a small edit",
  runsRepositoryCode: true,
  suits(brief) {
    if (brief.category !== "test" && brief.category !== "timeout" && brief.category !== "unknown")
      return {
        suits: false,
        reason: `Only failing tests can judge an edit; this failure is of category ${brief.category}.`,
      };
    const runnable = brief.reproduction.length > 0 || brief.steps.some(({ command }) => command !== null);
    if (!runnable && brief.failing_tests.length === 0)
      return { suits: false, reason: "Neither failing tests nor a failing command are known." };
    return { suits: true };
  },
  repair,
};
