import type { ProposedChange } from "./proposed-change";
import { indentOf } from "./workflow-step";

const contextLines = 3;
const action = "OWNER/regreen/lib/evidence/action@v1";

/**
 * How a GitHub Actions workflow hands its own failures over, for runs whose logs cannot be read: a last job, as a diff of
 * the workflow where it is known which one ran, else as lines.
 */
export function proposeHandOver(
  runName: string,
  workflows: readonly { path: string; text: string }[],
): ProposedChange {
  const about = {
    title: "Let the run hand its failure over",
    why: "The log could not be read. A job at the end of the workflow collects what failed, redacted, and uploads it. Put the account that holds your copy of Regreen in place of OWNER.",
  };
  const found = workflows.filter(({ path, text }) => nameOf(text) === runName || path === runName);
  const [workflow] = found;
  const keys = workflow === undefined ? [] : jobKeys(workflow.text);
  const lines = jobLines(keys);
  if (workflow === undefined || found.length > 1 || keys.length === 0 || !workflow.text.endsWith("\n"))
    return { ...about, form: "lines", file: null, text: `${lines.join("\n")}\n` };
  return { ...about, form: "diff", file: workflow.path, text: appended(workflow.path, workflow.text, lines) };
}

function jobLines(keys: readonly string[]): string[] {
  return [
    "  hand-over:",
    `    needs: [${keys.length > 0 ? keys.join(", ") : "every other job"}]`,
    "    if: failure()",
    "    runs-on: ubuntu-latest",
    "    permissions:",
    "      actions: read",
    "    steps:",
    `      - uses: ${action}`,
  ];
}

function appended(path: string, text: string, lines: readonly string[]): string {
  const before = text.slice(0, -1).split("\n");
  const context = before.slice(-contextLines);
  const first = before.length - context.length + 1;
  const added = ["", ...lines];
  return [
    `--- a/${path}`,
    `+++ b/${path}`,
    `@@ -${first},${context.length} +${first},${context.length + added.length} @@`,
    ...context.map((line) => ` ${line}`),
    ...added.map((line) => `+${line}`),
    "",
  ].join("\n");
}

function nameOf(text: string): string | null {
  const line = text.split("\n").find((one) => one.startsWith("name:"));
  return line === undefined
    ? null
    : line
        .slice("name:".length)
        .trim()
        .replace(/^["']|["']$/g, "");
}

/** The keys below `jobs:`, where that is the file's last part and written in the usual two spaces; else none. */
function jobKeys(text: string): string[] {
  const lines = text.split("\n").filter((line) => line.trim() !== "" && !line.trim().startsWith("#"));
  const at = lines.indexOf("jobs:");
  const below = at < 0 ? [] : lines.slice(at + 1);
  if (below.some((line) => indentOf(line) < 2)) return [];
  return below.flatMap((line) => /^ {2}([\w-]+):$/.exec(line.trimEnd())?.[1] ?? []);
}
