/** The lines of one step in a workflow file, found in its text: no comment and no blank line of it is touched. */
export interface WorkflowStep {
  /** Index of the line with the step's dash. */
  first: number;
  /** Index behind its last line that has something in it. */
  end: number;
  /** Index of the line that holds the command, of the step's `run:` or below it. */
  command: number;
  /** Spaces before the dash. */
  indent: number;
}

/** The step whose `run:` has the command's first line; null where none or more than one has it. */
export function findWorkflowStep(lines: readonly string[], command: string): WorkflowStep | null {
  const wanted = command
    .split("\n")
    .find((line) => line.trim() !== "")
    ?.trim();
  if (wanted === undefined) return null;
  const found = lines.flatMap((line, index) => (commandOf(line) === wanted ? [index] : []));
  const [at] = found;
  if (at === undefined || found.length > 1) return null;
  const first = startOf(lines, at);
  if (first === null) return null;
  const indent = indentOf(lines[first] ?? "");
  let end = first + 1;
  for (let index = first + 1; index < lines.length; index++) {
    const line = lines[index] ?? "";
    if (line.trim() === "") continue;
    if (indentOf(line) <= indent) break;
    end = index + 1;
  }
  return at < end ? { first, end, command: at, indent } : null;
}

/** What a line would run: behind `run:`, or the whole line of a block. */
function commandOf(line: string): string {
  const text = withoutDash(line);
  const behind = text.startsWith("run:") ? text.slice("run:".length).trim() : text;
  const quoted = /^(["'])([^"']*)\1$/.exec(behind);
  return quoted?.[2] ?? behind;
}

function startOf(lines: readonly string[], at: number): number | null {
  const own = indentOf(lines[at] ?? "");
  for (let index = at; index >= 0; index--) {
    const line = lines[index] ?? "";
    if (line.trim().startsWith("- ") && (index === at || indentOf(line) < own)) return index;
  }
  return null;
}

/** A line's own words: neither its indentation nor the dash of a list. */
export function withoutDash(line: string): string {
  const text = line.trim();
  return text.startsWith("- ") ? text.slice(2).trim() : text;
}

export function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
