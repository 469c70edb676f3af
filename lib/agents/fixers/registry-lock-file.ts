import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { auditLevel } from "@/lib/domain/audit-level";
import { firstWords } from "@/lib/package-managers/first-words";
import { judgeLockFileChange } from "@/lib/package-managers/judge-lock-file-change";
import { layOut } from "@/lib/package-managers/lay-out";
import { namesAddress } from "@/lib/package-managers/registry-addresses";
import { shownCommands } from "@/lib/package-managers/shown-commands";
import { readPlainFile } from "@/lib/package-managers/tree-files";
import type { LockFileTask, PackageManager, Work } from "@/lib/package-managers/types";
import { secondsUntil } from "../shell";
import type { AgentTask, RegistryAccess } from "../types";
import { decideManager } from "./own-tools/decide-manager";
import type { NamedTool } from "./own-tools/named-tool";

const secondsMax = 240;

type OpenRegistry = Extract<RegistryAccess, { kind: "open" }>;

/** One repair of one lock file. */
interface LockFileRepair {
  task: AgentTask;
  manager: PackageManager;
  registry: OpenRegistry;
  what: "update" | "audit";
}

/**
 * Lets the repository's package manager repair its lock file in a folder that holds manifests and lock file alone: none of
 * the tree's settings, hooks or programs is there, and nothing but the lock file is taken back. Answers one sentence.
 */
export async function repairLockFile(
  task: AgentTask,
  manager: PackageManager,
  what: LockFileRepair["what"],
  names: readonly NamedTool[],
): Promise<string> {
  const { title, lockFile } = manager;
  const job = manager[what];
  const left = (why: string) => `${lockFile} was left as it is: ${why}`;
  if (job === null) return left(`${title} has no command that repairs known weaknesses in it alone.`);
  const handedOver = await job.handsOver(task.treeDirectory);
  if (handedOver !== null) return left(handedOver);
  const registry = await task.openRegistry({ kind: manager.registry, asks: what === "audit" });
  if (registry.kind === "closed") return left(registry.reason);
  try {
    const repair = { task, manager, registry, what };
    return (await whyNotHere(repair, names).then((why) => why && left(why))) ?? (await runJob(repair, job));
  } finally {
    await registry.close();
  }
}

async function runJob(repair: LockFileRepair, job: LockFileTask): Promise<string> {
  const { task, registry, what } = repair;
  const { lockFile } = repair.manager;
  const before = (await readPlainFile(task.treeDirectory, lockFile)) ?? "";
  const work = await job.work(task.treeDirectory, registry.url);
  const shown = `\`${shownCommands(work).replaceAll(registry.url, "REGISTRY")}\``;
  const done = await doWork(repair, work);
  // `npm audit fix` ends with 1 where something is left over, and has repaired the rest: the check decides.
  if (done.failure !== null && what === "update")
    return `${shown} could not bring ${lockFile} up to date: ${done.failure}`;
  if (done.lockText === null) return `${shown} left no ${lockFile}.`;
  const after = job.restore(done.lockText, before);
  if (after === before) return `${shown} changed nothing in ${lockFile}. ${done.failure ?? ""}`.trimEnd();
  const judged = judgeText(repair, job, before, after);
  if (judged.kind === "refused")
    return `${shown} was run, but ${lockFile} was left as it is: ${judged.reason}`;
  await writeFile(join(task.treeDirectory, lockFile), after);
  const changed = judged.words === null ? "" : `: ${judged.words}`;
  if (what === "update") return `${shown} brought ${lockFile} up to date${changed}.`;
  const remains = await weaknessesLeft(repair);
  if (remains === null) return `${shown} repaired what was known of the packages in ${lockFile}${changed}.`;
  await writeFile(join(task.treeDirectory, lockFile), before);
  return `${shown} was not enough, and ${lockFile} was left as it is. ${remains}`;
}

function judgeText(
  { manager: { title }, registry }: LockFileRepair,
  { formOf, packagesIn }: LockFileTask,
  before: string,
  after: string,
) {
  const refused = (reason: string) => ({ kind: "refused" as const, reason });
  const [old, now] = [packagesIn(before), packagesIn(after)];
  if (old === null || now === null) return refused("it cannot be read as what it should be.");
  if (formOf(after) !== formOf(before))
    return refused(`the ${title} on this machine would write it in another form.`);
  if (namesAddress(after, registry.url)) return refused("the registry's own addresses would stand in it.");
  return judgeLockFileChange(old, now);
}

/** Null where nothing of the weight that CI minds is left, else what the check said. */
async function weaknessesLeft(repair: LockFileRepair): Promise<string | null> {
  const { task, registry, manager } = repair;
  if (manager.audit === null) return null;
  const { check, symptom } = manager.audit;
  const { failure, said } = await doWork(
    repair,
    await check(task.treeDirectory, registry.url, auditLevel(task.brief)),
  );
  if (failure === null) return null;
  return symptom.test(said)
    ? `The ranges of the manifest permit no version without the weakness. ${failure}`
    : `What is left could not be asked: ${failure}`;
}

/** Why the operator's program may not repair this lock file; null where it may. */
async function whyNotHere(repair: LockFileRepair, names: readonly NamedTool[]): Promise<string | null> {
  const { title, lockFile, probe, refuses } = repair.manager;
  const step = { command: probe, environment: { YARN_IGNORE_PATH: "1" }, reachesRegistry: false };
  const { failure, said } = await doWork(repair, { files: [], steps: [step] });
  if (failure !== null)
    return `\`${probe.join(" ")}\` does not run on this machine, so ${title} repairs nothing.`;
  const refusal = refuses(said.trim());
  if (refusal !== null) return `${refusal}.`;
  const decision = decideManager(probe[0], lockFile, names, said);
  return decision.kind === "run" ? null : decision.reason;
}

interface Done {
  /** The line by which the step that failed said why; null where none did. */
  failure: string | null;
  /** All that the last step said. */
  said: string;
  /** The lock file as it then is in the folder. */
  lockText: string | null;
}

async function doWork({ task, registry, manager }: LockFileRepair, { files, steps }: Work): Promise<Done> {
  const folder = join(task.scratchDirectory, "lock-file");
  await mkdir(folder, { recursive: true });
  try {
    await layOut(folder, files);
    let failure: string | null = null;
    let said = "";
    for (const { command, environment } of steps) {
      task.say(command.join(" "));
      const result = await registry.run({
        command,
        treeDirectory: folder,
        ...(environment && { environment }),
        timeoutSeconds: secondsUntil(task.deadlineMs, task.now(), secondsMax),
      });
      said = `${result.standardOutput}\n${result.standardError}`;
      if (result.timedOut) failure = `${command[0]} did not end in time.`;
      else if (result.exitCode !== 0) failure = firstWords(command[0], result);
      if (failure !== null) break;
    }
    return { failure, said, lockText: await readPlainFile(folder, manager.lockFile) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
