import type { ProposedChange } from "./proposed-change";
import { type Reporter, reporters } from "./reporters";
import { findWorkflowStep, type WorkflowStep, withoutDash } from "./workflow-step";

export interface ReporterFacts {
  provider: string;
  runner: string;
  /** The step's command as CI ran it, null where it is not known. */
  command: string | null;
  /** Workflow files of the commit that failed. */
  workflows: readonly { path: string; text: string }[];
}

const contextLines = 3;

/**
 * How this repository's own test runner is made to report each test by name: as a diff of its workflow where the step is
 * found beyond doubt, else as lines to put in. Null for a runner without a known reporter.
 */
export function proposeReporter(facts: ReporterFacts): ProposedChange | null {
  const reporter = Object.hasOwn(reporters, facts.runner) ? reporters[facts.runner] : undefined;
  if (reporter === undefined) return null;
  const needs = reporter.needs === undefined ? "" : ` ${reporter.needs}`;
  const about = {
    title: `Let ${facts.runner} write a test report and upload it`,
    why: `With a report every failing test is known by name, message and place, and a repair is proven test by test.${needs}`,
  };
  for (const { path, text } of facts.provider === "github-actions" ? facts.workflows : []) {
    const diff = diffOf(path, text, startLine(facts, reporter), reporter);
    if (diff !== null) return { ...about, form: "diff", file: path, text: diff };
  }
  return { ...about, form: "lines", file: null, text: linesFor(facts, reporter) };
}

/** The one line of a step's script that starts the runner; "" where that is not certain. */
function startLine({ command, runner }: ReporterFacts, reporter: Reporter): string {
  const lines = (command ?? "").split("\n").filter((line) => line.trim() !== "");
  const isUntouched = reporter.flags === undefined && reporter.instead === undefined;
  if (lines.length === 1 || isUntouched) return lines[0] ?? "";
  const found = lines.filter((line) => line.includes(runner));
  return found.length === 1 ? (found[0] ?? "") : "";
}

function diffOf(path: string, text: string, command: string, reporter: Reporter): string | null {
  const lines = text.split("\n");
  const step = findWorkflowStep(lines, command);
  if (step === null || text.includes("\r")) return null;
  const changed = withReporter(lines[step.command] ?? "", reporter);
  if (changed === null) return null;
  const from = Math.max(0, step.first - contextLines);
  const to = Math.min(lines.length - (lines.at(-1) === "" ? 1 : 0), step.end + contextLines);
  const body: string[] = [];
  let added = 0;
  const add = (line: string) => {
    body.push(`+${line}`);
    added += 1;
  };
  for (let index = from; index < to; index++) {
    const line = lines[index] ?? "";
    if (index === step.end) for (const each of behindStep(step, reporter, lines)) add(each);
    if (index === step.command && changed !== line) {
      body.push(`-${line}`);
      add(changed);
    } else body.push(` ${line}`);
  }
  if (to === step.end) for (const each of behindStep(step, reporter, lines)) add(each);
  const removed = changed === lines[step.command] ? 0 : 1;
  const before = to - from;
  const hunk = `@@ -${from + 1},${before} +${from + 1},${before - removed + added} @@`;
  return [`--- a/${path}`, `+++ b/${path}`, hunk, ...body, ""].join("\n");
}

/** What comes behind the step's own last line: its environment, then the upload as a step of its own. */
function behindStep(step: WorkflowStep, reporter: Reporter, lines: readonly string[]): string[] {
  const inner = " ".repeat(step.indent + 2);
  const has = lines.slice(step.first, step.end).some((line) => withoutDash(line).startsWith("env:"));
  const environment = has ? [] : environmentLines(reporter).map((line) => `${inner}${line}`);
  return [...environment, ...uploadLines(reporter).map((line) => `${" ".repeat(step.indent)}${line}`)];
}

/** The command's line with the reporter in it; null where it cannot be put in without knowing more. */
function withReporter(line: string, { flags, instead }: Reporter): string | null {
  if (instead !== undefined)
    return line.includes(instead[0]) ? line.replace(instead[0], () => instead[1]) : null;
  if (flags === undefined) return line;
  // Behind a pipe, a backslash, a quote or a make target the flags would be somebody else's.
  if (/[|\\"';&]|\bmake\b/.test(line)) return null;
  const needsDashes = /\bnpm (?:test|t|run)\b/.test(line) && !/ -- /.test(line);
  return `${line.trimEnd()}${needsDashes ? " --" : ""} ${flags}`;
}

function environmentLines({ environment }: Reporter): string[] {
  const entries = Object.entries(environment ?? {});
  return entries.length === 0 ? [] : ["env:", ...entries.map(([name, value]) => `  ${name}: ${value}`)];
}

/** The name has the job in it: uploads of one run must differ, matrix jobs too. */
function uploadLines({ path }: Reporter): string[] {
  return [
    "- name: Upload test report",
    "  if: always()",
    "  uses: actions/upload-artifact@v4",
    "  with:",
    `    name: test-report-\${{ github.job }}-\${{ strategy.job-index }}`,
    `    path: ${path.startsWith("*") ? `"${path}"` : path}`,
  ];
}

function linesFor({ provider, runner, command }: ReporterFacts, reporter: Reporter): string {
  const { flags, instead } = reporter;
  const shown = [
    ...(flags === undefined
      ? []
      : [`# give ${runner} these arguments${command === null ? "" : ` in "${firstLine(command)}"`}`, flags]),
    ...(instead === undefined ? [] : [`# in place of: ${instead[0]}`, instead[1]]),
    ...environmentLines(reporter),
  ];
  const upload =
    provider === "circleci" ? ["- store_test_results:", `    path: ${reporter.path}`] : uploadLines(reporter);
  return [...shown, "# then, as the next step", ...upload, ""].join("\n");
}

function firstLine(command: string): string {
  return (command.trim().split("\n")[0] ?? "").slice(0, 120);
}
