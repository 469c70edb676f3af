import {
  type IProblem,
  type IProblemMatcherJson,
  parseProblemMatchersJson,
} from "@rushstack/problem-matcher";
import type { Emit, Family } from "../family";

/**
 * A file as actions ship it for `::add-matcher::`:
 * https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md. The owner is the tool.
 */
export interface ProblemMatcherFile {
  readonly problemMatcher: readonly (Omit<IProblemMatcherJson, "name"> & { readonly owner: string })[];
}

/** A family that reads lines by problem matchers. Each line that begins a match must have one of the triggers. */
export function problemMatcherFamily(
  id: string,
  triggers: readonly string[],
  file: ProblemMatcherFile,
): Family {
  const matchers = file.problemMatcher.map(({ owner, ...rest }) => ({ ...rest, name: owner }));
  const linesMax = Math.max(...matchers.map(({ pattern }) => [pattern].flat().length));
  return {
    id,
    triggers,
    open(emit) {
      const readers = parseProblemMatchersJson(matchers);
      let untilLine = 0;
      let lastLine = 0;
      const give = (problem: IProblem, lineNumber: number) => emitProblem(emit, problem, lineNumber);
      return {
        line(text, lineNumber) {
          if (lineNumber > untilLine) untilLine = lineNumber + linesMax - 1;
          lastLine = lineNumber;
          for (const reader of readers) {
            const problem = reader.exec(`${text}\n`);
            if (problem) give(problem, lineNumber);
          }
          return lineNumber < untilLine;
        },
        end() {
          for (const reader of readers) {
            for (const problem of reader.flush?.() ?? []) give(problem, lastLine);
          }
        },
      };
    },
  };
}

function emitProblem(emit: Emit, problem: IProblem, lineNumber: number): void {
  emit({
    kind: "diagnostic",
    startLine: lineNumber,
    endLine: lineNumber,
    diagnostic: {
      tool: problem.matcherName,
      file: problem.file ?? null,
      line: problem.line ?? null,
      column: problem.column ?? null,
      severity: problem.severity ?? null,
      code: problem.code ?? null,
      message: problem.message,
    },
  });
}
