import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Brief, BriefReproduction } from "@/lib/domain/brief";
import { type LocalProof, type LocalProofRun, newlyFailing, showsFailure } from "@/lib/domain/local-proof";
import { wholeFilesCommand } from "@/lib/domain/reproduction/whole-files-command";
import type { StoredPatch } from "@/lib/domain/stored-patch";
import { sameTest } from "@/lib/domain/test-identity";
import type { Sandbox } from "@/lib/sandbox/types";
import { compareWithCi } from "./compare-with-ci";
import { type RunOfCommand, runShown } from "./run-shown";
import { type AttemptFolders, copyTree } from "./tree-folder";
import { writeRepaired } from "./write-repaired";

const commandsMax = 3;
const runsOfSteady = 3;
const runsOfFlaky = 20;
/** For the runs after the repair, over all commands; then the passes so far have to do. */
const repeatSecondsMax = 300;

export interface ProofInput {
  sandbox: Sandbox;
  brief: Brief;
  folders: AttemptFolders;
  patch: StoredPatch;
  /** Whether one of the failing tests is known to pass and fail on the same commit. */
  flaky: boolean;
  signal: AbortSignal;
}

/** Runs a command on the failing commit and on the repaired one, each in a copy of its own. */
interface Bench {
  before(command: string): Promise<RunOfCommand>;
  after(command: string): Promise<RunOfCommand>;
}

/**
 * Sees the failing tests fail on the failing commit, pass on the repaired one several times, and their whole files stay green.
 * What cannot be run here says nothing, and is called so with its reason.
 */
export async function proveLocally(input: ProofInput): Promise<LocalProof> {
  const { brief, folders, sandbox, signal } = input;
  const reproductions = brief.reproduction.slice(0, commandsMax);
  if (reproductions.length === 0) return notRun("The log does not show the failing command.");
  const failing = join(folders.scratch, "proof-before");
  const repaired = join(folders.scratch, "proof-after");
  try {
    await copyTree(folders.before, failing);
    await copyTree(folders.before, repaired);
    await writeRepaired(repaired, input.patch);
    const bench: Bench = {
      before: (command) => runShown(sandbox, command, failing, signal),
      after: (command) => runShown(sandbox, command, repaired, signal),
    };
    const proof = await prove(input, reproductions, bench);
    if (proof.runs.length === 0) return proof;
    return { ...proof, environment: await compareWithCi(sandbox, brief.environment, failing, signal) };
  } finally {
    await rm(failing, { recursive: true, force: true });
    await rm(repaired, { recursive: true, force: true });
  }
}

async function prove(
  { brief, flaky }: ProofInput,
  reproductions: readonly BriefReproduction[],
  bench: Bench,
): Promise<LocalProof> {
  const runs: LocalProofRun[] = [];
  const notShown: string[] = [];
  const sentences: string[] = [];
  let level: LocalProof["level"] = "none";
  const deadlineMs = performance.now() + repeatSecondsMax * 1_000;
  for (const reproduction of reproductions) {
    const shown = await showFailure(brief, reproduction, bench, notShown);
    if (shown === null) continue;
    if (level !== "step") level = shown.level;
    const repeats = flaky ? runsOfFlaky : runsOfSteady;
    const run = await repeat(shown, repeats, deadlineMs, bench);
    runs.push(run);
    const passes = run.passesAfter ?? 0;
    if (passes < run.runsAfter)
      return {
        verdict: "disproven",
        level,
        reason: `Still fails here after the repair: ${run.command} (passed in ${passes} of ${run.runsAfter} runs).`,
        environment: null,
        runs,
      };
    sentences.push(
      `${run.command}: failed before the repair, passed after it in ${passes} of ${run.runsAfter} runs.`,
    );
    const wider = await checkWhole(brief, reproduction, shown, bench);
    if (wider === null) continue;
    runs.push(wider.run);
    if (wider.broken !== null)
      return { verdict: "disproven", level, reason: wider.broken, environment: null, runs };
    if (wider.run.exitCodeAfter === 0) sentences.push(`${wider.run.command}: green as a whole.`);
  }
  if (sentences.length === 0) return { ...notRun(notShown.join(" ")), runs };
  return { verdict: "proven", level, reason: sentences.join(" "), environment: null, runs };
}

interface ShownFailure {
  command: string;
  kind: LocalProofRun["kind"];
  level: "tests" | "step";
  before: RunOfCommand;
}

/** The first form of a command that shows the failure here: the tests alone, else as CI ran it. */
async function showFailure(
  brief: Brief,
  reproduction: BriefReproduction,
  bench: Bench,
  notShown: string[],
): Promise<ShownFailure | null> {
  const tests = reproduction.tests.length > 0 ? reproduction.tests : brief.failing_tests;
  const exitCode = brief.steps.find((step) => step.command === reproduction.command)?.exit_code ?? null;
  const forms = [
    { command: reproduction.focused_command, kind: "tests" as const },
    { command: reproduction.command, kind: "step" as const },
  ];
  for (const { command, kind } of forms) {
    if (command === null) continue;
    const before = await bench.before(command);
    const shown = showsFailure(before, { tests, exitCode: kind === "step" ? exitCode : null });
    if (shown.shown) return { command, kind, level: shown.level, before };
    // Of the two forms, what CI ran is the one that people know.
    if (kind === "step") notShown.push(`${command} ${shown.reason}.`);
  }
  return null;
}

async function repeat(
  { command, kind, before }: ShownFailure,
  times: number,
  deadlineMs: number,
  bench: Bench,
): Promise<LocalProofRun> {
  let last = await bench.after(command);
  let passes = last.exitCode === 0 ? 1 : 0;
  let runsAfter = 1;
  while (runsAfter < times && passes === runsAfter && performance.now() < deadlineMs) {
    last = await bench.after(command);
    if (last.exitCode === 0) passes += 1;
    runsAfter += 1;
  }
  return {
    command,
    kind,
    exitCodeBefore: before.exitCode,
    exitCodeAfter: last.exitCode,
    runsAfter,
    passesAfter: passes,
    secondsAfter: last.seconds,
  };
}

/** Runs the whole files once more, because a repair of one test may cost another. Null where that shows nothing new. */
async function checkWhole(
  brief: Brief,
  reproduction: BriefReproduction,
  shown: ShownFailure,
  bench: Bench,
): Promise<{ run: LocalProofRun; broken: string | null } | null> {
  if (shown.kind === "step") return null;
  const named = reproduction.tests;
  const tests = brief.tests.filter(({ id }) => named.some((name) => sameTest(name, id)));
  const files =
    reproduction.runner === null ? null : wholeFilesCommand(reproduction.runner, tests, reproduction.command);
  const command = files ?? reproduction.command;
  const before = await bench.before(command);
  const after = await bench.after(command);
  const run: LocalProofRun = {
    command,
    kind: files === null ? "step" : "files",
    exitCodeBefore: before.exitCode,
    exitCodeAfter: after.exitCode,
    runsAfter: 1,
    passesAfter: after.exitCode === 0 ? 1 : 0,
    secondsAfter: after.seconds,
  };
  const broke = newlyFailing(before, after);
  const still = after.failingTests.filter((test) => named.some((name) => sameTest(name, test)));
  if (broke.length > 0) return { run, broken: `After the repair another test fails here: ${broke[0]}.` };
  if (still.length > 0)
    return { run, broken: `Among its whole file the test still fails here: ${still[0]}.` };
  return { run, broken: null };
}

/** No word for or against the repair. */
export function notRun(reason: string): LocalProof {
  return {
    verdict: "not_run",
    level: "none",
    reason: `Not run here: ${reason}`,
    environment: null,
    runs: [],
  };
}
