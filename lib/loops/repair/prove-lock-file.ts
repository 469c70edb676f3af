import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { auditLevel } from "@/lib/domain/audit-level";
import type { LocalProof } from "@/lib/domain/local-proof";
import { protectionOf } from "@/lib/domain/paths/protected-path";
import type { StoredPatch } from "@/lib/domain/stored-patch";
import { packageManagers } from "@/lib/package-managers";
import { anyRegistry, shownCommands } from "@/lib/package-managers/shown-commands";
import {
  type PackageManager,
  type Registries,
  registrySettings,
  type Work,
} from "@/lib/package-managers/types";
import { runWork } from "@/lib/sandbox/dependencies/run-work";
import { compareWithCi } from "./compare-with-ci";
import { judgeLockFile, type LockFileCheck } from "./judge-lock-file";
import { notRun, type ProofInput } from "./prove-locally";
import { copyTree } from "./tree-folder";
import { writeRepaired } from "./write-repaired";

/** What a manager does to check a lock file; or why it cannot. */
type Check =
  | { kind: "check"; symptom: RegExp; work: (registryUrl: string) => Work | Promise<Work> }
  | { kind: "refused"; reason: string };

interface Bench extends ProofInput {
  manager: PackageManager;
  registryUrl: string;
  /** Whether the failure is of known weaknesses, of which the registry is asked. */
  asks: boolean;
}

/**
 * The proof of a repair of manifests and lock files alone: the manager's own check fails on the failing commit and passes on
 * the repaired one. It needs a registry, which the commands of CI never reach here. Null where another proof fits.
 */
export async function proveLockFile(
  input: ProofInput & { registries: Registries },
): Promise<LocalProof | null> {
  const { brief, folders, patch, registries, sandbox } = input;
  const asks = brief.category === "security";
  if (!asks && brief.category !== "dependency") return null;
  if (brief.failing_tests.length > 0 || !sandbox.isolates) return null;
  if (patch.files.some(({ path }) => protectionOf(path)?.protection !== "manifest")) return null;
  const repaired = join(folders.scratch, "lock-after");
  try {
    await copyTree(folders.before, repaired);
    await writeRepaired(repaired, patch);
    const manager = await managerOf(patch, repaired);
    const job = asks ? manager?.audit : manager?.update;
    if (!manager || !job) return null;
    const registryUrl = registries[manager.registry];
    if (registryUrl === null)
      return notRun(
        `a lock file is checked with its registry in reach, and the operator named none in ${registrySettings[manager.registry]}.`,
      );
    return await prove({ ...input, manager, registryUrl, asks }, repaired);
  } finally {
    await rm(repaired, { recursive: true, force: true });
  }
}

async function managerOf(patch: StoredPatch, treeDirectory: string): Promise<PackageManager | null> {
  for (const manager of packageManagers)
    if (
      patch.files.some(({ path }) => path === manager.lockFile) &&
      (await manager.read(treeDirectory)).kind !== "absent"
    )
      return manager;
  return null;
}

async function prove(bench: Bench, repaired: string): Promise<LocalProof> {
  const { manager, asks, folders } = bench;
  const checks = { before: await checkOf(bench, folders.before), after: await checkOf(bench, repaired) };
  if (checks.after.kind === "refused") return notRun(checks.after.reason);
  if (checks.before.kind === "refused") return notRun(checks.before.reason);
  const before = await runCheck(bench, checks.before);
  const after = await runCheck(bench, checks.after);
  // An audit is content with a lock file that lacks what the manifests want.
  const installation = asks ? await installationOf(manager, repaired) : null;
  const fits = installation?.kind === "check" ? await runCheck(bench, installation) : null;
  const environment = await compareWithCi(bench.sandbox, bench.brief.environment, repaired, bench.signal);
  return { ...judgeLockFile({ before, after, fits }), environment };
}

async function checkOf({ manager, brief, asks }: Bench, treeDirectory: string): Promise<Check> {
  const { audit } = manager;
  if (!asks || audit === null) return installationOf(manager, treeDirectory);
  const level = auditLevel(brief);
  return {
    kind: "check",
    symptom: audit.symptom,
    work: (registryUrl) => audit.check(treeDirectory, registryUrl, level),
  };
}

async function installationOf(
  { read, update, lockFile }: PackageManager,
  treeDirectory: string,
): Promise<Check> {
  const found = await read(treeDirectory);
  if (found.kind === "refused") return found;
  if (found.kind === "absent" || update === null)
    return { kind: "refused", reason: `There is no ${lockFile} to check.` };
  return { kind: "check", symptom: update.symptom, work: found.install };
}

async function runCheck(
  { sandbox, folders, signal, manager: { registry }, registryUrl, asks }: Bench,
  { work, symptom }: Extract<Check, { kind: "check" }>,
): Promise<LockFileCheck> {
  const folder = join(folders.scratch, "lock-check");
  await mkdir(folder);
  try {
    const end = await runWork({ sandbox, folder, registry, registryUrl, asks, work, signal });
    return { command: shownCommands(await work(anyRegistry)), symptom, end };
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
