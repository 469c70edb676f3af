import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { tool } from "ai";
import { z } from "zod";
import { whyProtected } from "@/lib/domain/permission";
import { runShell, secondsUntil } from "../shell";
import { pathInTree, readTreeFile, writeTreeFile } from "../tree-files";
import { listTreeFiles, searchTree } from "../tree-search";
import type { AgentReport, AgentTask } from "../types";

const readLinesMax = 800;
const outputCharactersMax = 12_000;
const hitsMax = 100;
const commandSecondsMax = 180;

/** The end that the model chose; null while it works. */
export interface ChosenEnd {
  report: AgentReport | null;
  tooManyTools: boolean;
}

/**
 * What the model may do: look, edit inside of the tree, run commands in a copy behind the sandbox's walls, and end. An error
 * is an answer, so that the model can do better.
 */
export function createTools(task: AgentTask, end: ChosenEnd) {
  const { treeDirectory, brief, say } = task;

  function inside(named: string): string {
    const path = pathInTree(treeDirectory, named);
    if (path === null) throw new Error(`${named} is not inside of the repository.`);
    return path;
  }
  function editable(named: string): string {
    const path = inside(named);
    const reason = whyProtected(path, brief.category);
    if (reason !== null) throw new Error(reason);
    return path;
  }
  async function counted(line: string, work: () => Promise<string>): Promise<string> {
    say(line);
    if (!task.countToolCall()) {
      end.tooManyTools = true;
      return "No more tools: this run has used as many as it may.";
    }
    try {
      return await work();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      say(`✗ ${message}`);
      return `Refused or failed: ${message}`;
    }
  }

  return {
    list_files: tool({
      description: "Lists the files below a folder of the repository.",
      inputSchema: z.object({ folder: z.string().default(".").describe("relative to the repository") }),
      execute: ({ folder }) =>
        counted(`→ list ${folder}`, async () => {
          const below = folder === "." || folder === "" ? "." : inside(folder);
          return cut((await listTreeFiles(treeDirectory, below)).join("\n"));
        }),
    }),
    search: tool({
      description: "Finds lines that contain exactly this text, with file and line number.",
      inputSchema: z.object({ text: z.string().min(1), folder: z.string().default(".") }),
      execute: ({ text, folder }) =>
        counted(`→ search ${JSON.stringify(text)}`, async () => {
          const below = folder === "." || folder === "" ? "." : inside(folder);
          const hits = await searchTree(treeDirectory, { text, below }, hitsMax);
          return hits.length > 0 ? cut(hits.join("\n")) : "Nothing holds this text.";
        }),
    }),
    read_file: tool({
      description: "Reads a text file, or some lines of it. Lines are numbered from 1.",
      inputSchema: z.object({
        path: z.string(),
        from_line: z.int().min(1).default(1),
        lines: z.int().min(1).max(readLinesMax).default(readLinesMax),
      }),
      execute: ({ path, from_line, lines }) =>
        counted(`→ read ${path}`, async () => {
          const all = (await readTreeFile(treeDirectory, inside(path))).split("\n");
          return all
            .slice(from_line - 1, from_line - 1 + lines)
            .map((line, index) => `${from_line + index}\t${line.slice(0, 2_000)}`)
            .join("\n");
        }),
    }),
    edit_file: tool({
      description: "Replaces a text that occurs exactly once in a file.",
      inputSchema: z.object({ path: z.string(), old_text: z.string().min(1), new_text: z.string() }),
      execute: ({ path, old_text, new_text }) =>
        counted(`→ edit ${path}`, async () => {
          const target = editable(path);
          const text = await readTreeFile(treeDirectory, target);
          const [before, after, ...more] = text.split(old_text);
          if (before === undefined || after === undefined) throw new Error("The old text does not occur.");
          if (more.length > 0) throw new Error("The old text occurs more than once: add lines around it.");
          await writeTreeFile(treeDirectory, target, before + new_text + after);
          return "Done.";
        }),
    }),
    write_file: tool({
      description: "Writes a whole file. For new files; use edit_file for those that are there.",
      inputSchema: z.object({ path: z.string(), text: z.string() }),
      execute: ({ path, text }) =>
        counted(`→ write ${path}`, async () => {
          await writeTreeFile(treeDirectory, editable(path), text);
          return "Done.";
        }),
    }),
    run_command: tool({
      description:
        "Runs shell commands, such as the failing tests, in a copy of the repository. What they write is thrown away. There is no network.",
      inputSchema: z.object({ command: z.string().min(1).max(4_000) }),
      execute: ({ command }) => counted(`→ run ${command}`, () => runInCopy(task, command)),
    }),
    give_up: tool({
      description:
        "Ends the work without a repair. real_bug: the tests are right and the repair needs a decision that is not yours. cannot_reproduce: the failure does not show here and nothing explains it.",
      inputSchema: z.object({
        reason: z.enum(["real_bug", "cannot_reproduce"]),
        explanation: z.string().min(1).max(2_000),
      }),
      execute: ({ reason, explanation }) =>
        counted(`→ give up: ${reason}`, async () => {
          end.report = { kind: "gave_up", reason, notes: explanation };
          return "Understood.";
        }),
    }),
  };
}

async function runInCopy(task: AgentTask, command: string): Promise<string> {
  const copy = join(task.scratchDirectory, "run");
  await rm(copy, { recursive: true, force: true, maxRetries: 3 });
  await cp(task.treeDirectory, copy, { recursive: true, verbatimSymlinks: true });
  try {
    const timeoutSeconds = secondsUntil(task.deadlineMs, task.now(), commandSecondsMax);
    const result = await runShell(task.run, command, { timeoutSeconds, treeDirectory: copy });
    const end = result.timedOut ? `did not end in ${timeoutSeconds} s` : `exit code ${result.exitCode}`;
    task.say(`← ${end}`);
    return cut(`${end}\n${result.standardOutput}\n${result.standardError}`);
  } finally {
    await rm(copy, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The beginning and the end of a long text: tools tell what went wrong in one of them. */
function cut(text: string): string {
  if (text.length <= outputCharactersMax) return text;
  const half = outputCharactersMax / 2;
  return `${text.slice(0, half)}\n… ${text.length - outputCharactersMax} characters left out …\n${text.slice(-half)}`;
}
