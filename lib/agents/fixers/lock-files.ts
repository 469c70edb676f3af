import type { Brief } from "@/lib/domain/brief";
import { runProgram, secondsUntil } from "../shell";
import { isTreeFile } from "../tree-paths";
import type { AgentTask } from "../types";
import { findTool } from "./find-tool";
import { mentions } from "./fixer";

const secondsMax = 240;

interface LockFile {
  /** The lock file whose being there says that this manager is the repository's. */
  lockFile: string;
  program: string;
  args: readonly string[];
}

/** Bring the lock file to the manifest without running anybody's scripts. The first that is there is meant. */
const lockFiles: readonly LockFile[] = [
  {
    lockFile: "package-lock.json",
    program: "npm",
    args: [
      "install",
      "--package-lock-only",
      "--ignore-scripts",
      "--no-audit",
      "--no-fund",
      "--prefer-offline",
    ],
  },
  {
    lockFile: "pnpm-lock.yaml",
    program: "pnpm",
    args: ["install", "--lockfile-only", "--ignore-scripts", "--prefer-offline"],
  },
  { lockFile: "yarn.lock", program: "yarn", args: ["install", "--mode=update-lockfile"] },
  { lockFile: "Cargo.lock", program: "cargo", args: ["update", "--workspace", "--offline"] },
  { lockFile: "go.sum", program: "go", args: ["mod", "tidy"] },
  { lockFile: "uv.lock", program: "uv", args: ["lock", "--offline"] },
  { lockFile: "poetry.lock", program: "poetry", args: ["lock", "--no-interaction"] },
  { lockFile: "Gemfile.lock", program: "bundle", args: ["lock", "--local"] },
  {
    lockFile: "composer.lock",
    program: "composer",
    args: ["update", "--lock", "--no-scripts", "--no-interaction"],
  },
];

/** Fixes of known weaknesses, within the ranges that the manifest permits: no `--force`. */
const audits: readonly LockFile[] = [
  {
    lockFile: "package-lock.json",
    program: "npm",
    args: ["audit", "fix", "--package-lock-only", "--ignore-scripts", "--no-fund"],
  },
  { lockFile: "pnpm-lock.yaml", program: "pnpm", args: ["audit", "--fix", "--ignore-scripts"] },
];

const outOfDate =
  /lock ?file|package-lock|npm ci\b|EUSAGE|frozen-lockfile|YN0028|--locked|--frozen|go\.sum|go mod tidy|updates to go\.mod|poetry\.lock|uv\.lock|Gemfile\.lock|composer\.lock/i;

/** Whether a failure is of dependencies, and so may change lock files: the patch gate says the same. */
function concerned(brief: Brief): readonly LockFile[] {
  if (brief.category === "security" && mentions(brief, /\b(?:npm|pnpm|yarn) audit\b|GHSA-/)) return audits;
  if (brief.category === "dependency" && mentions(brief, outOfDate)) return lockFiles;
  return [];
}

/** Lets the repository's own package manager repair its lock file. Null where that does not fit the failure. */
export async function fixLockFile(task: AgentTask): Promise<string | null> {
  for (const { lockFile, program, args } of concerned(task.brief)) {
    if (!(await isTreeFile(task.treeDirectory, lockFile))) continue;
    const found = await findTool(task, program);
    if (found === null) return `${program}, which keeps ${lockFile}, is not on the PATH.`;
    task.say(`${program} ${args.join(" ")}`);
    const result = await runProgram(task.run, [found, ...args], {
      timeoutSeconds: secondsUntil(task.deadlineMs, task.now(), secondsMax),
    });
    if (result.timedOut) return `${program} did not end in time.`;
    if (result.exitCode === 0) return `${program} brought ${lockFile} up to date.`;
    const said = result.standardError.trim() || result.standardOutput.trim();
    return `${program} could not bring ${lockFile} up to date: ${said.split("\n")[0] ?? ""}`;
  }
  return null;
}
