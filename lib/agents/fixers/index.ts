import type { Category } from "@/lib/domain/loop";
import { protectionOf } from "@/lib/domain/paths/protected-path";
import { namedPlaces } from "../named-places";
import { secondsUntil } from "../shell";
import type { Agent, AgentReport, AgentTask } from "../types";
import { eslint } from "./eslint";
import type { Fixer } from "./fixer";
import {
  biome,
  black,
  clippy,
  dartFormat,
  dotnetFormat,
  ktlint,
  mixFormat,
  phpCsFixer,
  rubocop,
  spotless,
  stylelint,
  terraformFmt,
} from "./formatters";
import { gofmt } from "./gofmt";
import { fixLockFile } from "./lock-files";
import { openPermits } from "./own-tools/permit-tool";
import { prettier } from "./prettier";
import { recheck } from "./recheck";
import { ruff } from "./ruff";
import { rustfmt } from "./rustfmt";
import { fingerprintFiles, listFiles, removeNewFiles } from "./tree-changes";
import { typescript } from "./typescript";

/** Compilers before linters before formatters: each leaves the later ones something to tidy, never the other way round. */
export const allFixers: readonly Fixer[] = [
  ...[typescript, clippy],
  ...[eslint, biome, stylelint, ruff, rubocop, phpCsFixer],
  ...[gofmt, rustfmt, black, ktlint, spotless, dotnetFormat, terraformFmt, mixFormat, dartFormat, prettier],
];
const filesMax = 100;
const taken: ReadonlySet<Category> = new Set(["lint", "types", "build", "dependency", "security"]);

async function repair(task: AgentTask): Promise<AgentReport> {
  const { brief, say } = task;
  const places = await namedPlaces(brief, task.treeDirectory);
  const files = [...new Set(places.map(({ path }) => path))]
    .filter((path) => protectionOf(path) === null)
    .slice(0, filesMax);
  const before = await fingerprintFiles(task.treeDirectory);
  const notes: string[] = [];
  const lockFile = await fixLockFile(task);
  if (lockFile !== null) notes.push(lockFile);
  if (files.length === 0 && notes.length === 0)
    return { kind: "no_change", notes: "The evidence names no file of the tree." };

  const present = await listFiles(task.treeDirectory);
  const permit = await openPermits(task, files);
  for (const fixer of allFixers.filter((candidate) => candidate.concerns(brief))) {
    task.signal.throwIfAborted();
    if (task.now() >= task.deadlineMs) break;
    const named = files.filter((path) => fixer.takes(path));
    if (named.length === 0) continue;
    const permitted = await permit(fixer);
    if (permitted.kind === "run") say(`${fixer.program}: ${named.join(", ")}`);
    const note =
      permitted.kind === "run"
        ? await fixer.fix({ task, files: named, permit }, permitted.program)
        : permitted.reason;
    say(note);
    notes.push(note);
  }
  await removeNewFiles(task.treeDirectory, present);
  if (notes.length === 0)
    return { kind: "no_change", notes: "No tool that repairs by itself fits this failure." };
  if ((await fingerprintFiles(task.treeDirectory)) === before)
    return { kind: "no_change", notes: `Nothing was changed. ${notes.join(" ")}` };

  // Without network it would fail for another reason. The loop checks a lock file by itself, with its registry in reach.
  if (lockFile !== null && notes.length === 1) return { kind: "edited", notes: lockFile };
  const checked = await recheck(task, secondsUntil(task.deadlineMs, task.now(), 120));
  say(checked);
  return { kind: "edited", notes: `${notes.join(" ")} ${checked}` };
}

/** The ecosystem's own fixers. No model: a tool repairs what it reports itself. */
export const fixers: Agent = {
  id: "fixers",
  title: "Fixers",
  // A linter's configuration is code of the repository.
  runsRepositoryCode: true,
  suits(brief) {
    if (taken.has(brief.category)) return { suits: true };
    return {
      suits: false,
      reason: `Fixers repair lint, format, type and lock file failures, not ${brief.category}.`,
    };
  },
  repair,
};
