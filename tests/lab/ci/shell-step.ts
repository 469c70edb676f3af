import { randomUUID } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "./commands";
import { interpolate } from "./expressions";
import { type StepContext, type StepEnd, scopeOf } from "./job-context";
import { markProblem } from "./problem-matchers";
import { runCommandLine } from "./process";
import type { Step } from "./workflow-file";

export type RunStep = Extract<Step, { run: string }>;

/** How GitHub calls each shell; `{0}` becomes the script. An unnamed shell is bash without pipefail. */
const shells: Record<string, { label: string; args: string[] }> = {
  default: { label: "/usr/bin/bash -e {0}", args: ["bash", "-e", "{0}"] },
  bash: {
    label: "/usr/bin/bash --noprofile --norc -e -o pipefail {0}",
    args: ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "{0}"],
  },
  sh: { label: "/usr/bin/sh -e {0}", args: ["sh", "-e", "{0}"] },
  python: { label: "/usr/bin/python3 {0}", args: ["python3", "{0}"] },
};

const cyan = "\u001b[36;1m";
const plain = "\u001b[0m";

/** A `run:` step. What it prints goes to the log, workflow commands and problem matchers applied. */
export async function runShellStep(context: StepContext, step: RunStep): Promise<StepEnd> {
  const { job } = context;
  const scope = scopeOf(job, context.env, context.inputs);
  const defaults = { ...job.file.defaults?.run, ...job.definition.defaults?.run };
  const script = interpolate(step.run, scope).trimEnd();
  const shell = shells[step.shell ?? defaults.shell ?? "default"];
  const folder = interpolate(step["working-directory"] ?? defaults["working-directory"] ?? ".", scope);
  job.log.line(`##[group]Run ${script.split("\n")[0]}`);
  for (const line of script.split("\n")) job.log.line(`${cyan}${line}${plain}`);
  job.log.line(`shell: ${shell?.label ?? step.shell}`);
  logEnvironment(context);
  job.log.line("##[endgroup]");
  if (!shell) return fail(context, `The lab's CI does not know the shell "${step.shell}".`);
  const files = await commandFiles(job.folders.temp);
  const file = join(job.folders.temp, `${randomUUID()}.sh`);
  await writeFile(file, `${script}\n`);
  const [command = "bash", ...args] = shell.args.map((part) => (part === "{0}" ? file : part));
  const end = await runCommandLine(command, args, {
    cwd: join(job.folders.workspace, folder),
    env: { ...context.env, ...files.variables, PATH: pathOf(context) },
    timeoutMs: Math.min(context.timeoutMs, job.deadline - Date.now()),
    signal: job.signal,
    onLine: (line) => onLine(context, line),
  });
  await readCommandFiles(context, step, files);
  switch (end.kind) {
    case "cancelled":
      job.log.error("The operation was canceled.");
      return { conclusion: "cancelled" };
    case "timed_out": {
      const minutes = Math.round((context.timeoutMs / 60_000) * 100) / 100;
      return fail(context, `The action '${step.name ?? "Run"}' has timed out after ${minutes} minutes.`);
    }
    case "exited":
      if (end.exitCode === 0) return { conclusion: "success" };
      return fail(context, `Process completed with exit code ${end.exitCode}.`);
  }
}

function fail(context: StepContext, message: string): StepEnd {
  context.job.log.error(message);
  context.annotations.add({ level: "failure", message });
  return { conclusion: "failure" };
}

function onLine(context: StepContext, line: string): void {
  const { job, annotations } = context;
  if (runCommand(line, job.log, annotations)) return;
  job.log.line(`${markProblem(line, job.matchers, annotations, job.folders.workspace)}${line}`);
}

function pathOf(context: StepContext): string {
  return [...context.job.addedPaths, context.env.PATH ?? ""].join(":");
}

/** GitHub shows the variables that the workflow sets, not those every step has. */
export function logEnvironment(context: StepContext): void {
  const own = Object.entries(context.env).filter(
    ([key]) => !(key in context.job.env) || key in context.job.definition.env,
  );
  const shown = own.filter(([key]) => !/^(GITHUB_|RUNNER_)/.test(key) && key !== "PATH");
  if (shown.length === 0) return;
  context.job.log.line("env:");
  for (const [key, value] of shown) context.job.log.line(`  ${key}: ${value}`);
}

interface CommandFiles {
  variables: Record<"GITHUB_OUTPUT" | "GITHUB_ENV" | "GITHUB_PATH" | "GITHUB_STEP_SUMMARY", string>;
}

/** Files a step writes to set outputs, variables and the PATH of later steps. */
async function commandFiles(temp: string): Promise<CommandFiles> {
  const folder = join(temp, "_runner_file_commands", randomUUID());
  await mkdir(folder, { recursive: true });
  const variables = {
    GITHUB_OUTPUT: join(folder, "output"),
    GITHUB_ENV: join(folder, "env"),
    GITHUB_PATH: join(folder, "path"),
    GITHUB_STEP_SUMMARY: join(folder, "summary"),
  };
  await Promise.all(Object.values(variables).map((file) => writeFile(file, "")));
  return { variables };
}

async function readCommandFiles(context: StepContext, step: RunStep, files: CommandFiles): Promise<void> {
  const read = (file: string) => readFile(file, "utf8").catch(() => "");
  Object.assign(context.job.env, parseAssignments(await read(files.variables.GITHUB_ENV)));
  const paths = (await read(files.variables.GITHUB_PATH)).split("\n").filter(Boolean);
  context.job.addedPaths.unshift(...paths.reverse());
  if (!step.id) return;
  const outputs = parseAssignments(await read(files.variables.GITHUB_OUTPUT));
  context.job.steps[step.id] = { outcome: "success", conclusion: "success", outputs };
}

/** `name=value` lines, and `name<<END` … `END` for values of several lines. */
function parseAssignments(text: string): Record<string, string> {
  const result: Record<string, string> = {};
  const lines = text.split("\n");
  while (lines.length > 0) {
    const line = lines.shift() ?? "";
    const heredoc = /^([^=<]+)<<(.+)$/.exec(line);
    if (heredoc) {
      const [, name = "", end] = heredoc;
      const last = lines.indexOf(end ?? "");
      result[name] = lines
        .splice(0, last < 0 ? lines.length : last + 1)
        .slice(0, last)
        .join("\n");
      continue;
    }
    const [name = "", ...value] = line.split("=");
    if (name && line.includes("=")) result[name] = value.join("=");
  }
  return result;
}
