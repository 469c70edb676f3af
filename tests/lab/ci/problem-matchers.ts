import { stripVTControlCharacters } from "node:util";
import type { StepAnnotations } from "./annotations";

/** Finds problems in what a step prints; the runner then marks the line and keeps an annotation. */
export type ProblemMatcher = (line: string) => Problem | null;

interface Problem {
  path: string;
  line: number;
  column: number;
  severity: "error" | "warning";
  message: string;
}

/** The matchers that actions/setup-node registers: TypeScript's compiler and ESLint's "stylish" form. */
export function nodeMatchers(): ProblemMatcher[] {
  return [matchTypeScript, eslintStylish()];
}

const typeScriptPattern =
  /^([^\s].*)[(:](\d+)[,:](\d+)(?:\):\s+|\s+-\s+)(error|warning)\s+TS(\d+)\s*:\s*(.*)$/;

function matchTypeScript(line: string): Problem | null {
  const match = typeScriptPattern.exec(line);
  if (!match) return null;
  const [, path = "", row, column, severity, code, message] = match;
  return {
    path,
    line: Number(row),
    column: Number(column),
    severity: severity === "warning" ? "warning" : "error",
    message: `TS${code}: ${message}`,
  };
}

const eslintRow = /^\s+(\d+):(\d+)\s+(error|warning)\s+(.*?)(?:\s\s+(\S+))?$/;

/** ESLint names the file on a line of its own and lists its problems below, indented. */
function eslintStylish(): ProblemMatcher {
  let path: string | null = null;
  return (line) => {
    const match = eslintRow.exec(line);
    if (!match) {
      path = /^[^\s].*\.\w+$/.test(line) ? line : null;
      return null;
    }
    if (!path) return null;
    const [, row, column, severity, text, rule] = match;
    return {
      path,
      line: Number(row),
      column: Number(column),
      severity: severity === "warning" ? "warning" : "error",
      message: rule ? `${text} (${rule})` : (text ?? ""),
    };
  };
}

/** Runs the matchers over one line; answers the mark to put before it, or an empty text. */
export function markProblem(
  line: string,
  matchers: readonly ProblemMatcher[],
  annotations: StepAnnotations,
  workspace: string,
): string {
  const plain = stripVTControlCharacters(line);
  for (const matcher of matchers) {
    const problem = matcher(plain);
    if (!problem) continue;
    const path = problem.path.startsWith(`${workspace}/`)
      ? problem.path.slice(workspace.length + 1)
      : problem.path;
    annotations.add({
      path,
      startLine: problem.line,
      startColumn: problem.column,
      level: problem.severity === "error" ? "failure" : "warning",
      message: problem.message,
    });
    return `##[${problem.severity}]`;
  }
  return "";
}
