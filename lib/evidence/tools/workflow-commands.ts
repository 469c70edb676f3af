import type { Family } from "../family";
import { severityOf } from "../severity";
import { positionOf } from "./line-format";

const github = /^::(error|warning|notice) ([^:]*(?::(?!:)[^:]*)*)::(.*)$/;
const azure = /^##vso\[task\.logissue ([^\]]*)\](.*)$/;

/**
 * Findings that a tool addresses to the CI service itself, where the service left them as they were:
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions and Azure's `task.logissue`.
 */
export const workflowCommands: Family = {
  id: "annotation",
  triggers: ["::error file=", "::error title=", "::warning file=", "::warning title=", "##vso[task.logissue"],
  open: (emit) => ({
    line(text, lineNumber) {
      const command = github.exec(text.trim());
      const issue = command ? null : azure.exec(text.trim());
      const said = propertiesOf(command?.[2] ?? issue?.[1] ?? "");
      const file = said.get("file") ?? said.get("sourcepath");
      if (!file) return false;
      emit({
        kind: "diagnostic",
        startLine: lineNumber,
        endLine: lineNumber,
        diagnostic: {
          file,
          line: positionOf(said.get("line") ?? said.get("linenumber")),
          column: positionOf(said.get("col") ?? said.get("columnnumber")),
          severity: severityOf(command?.[1] ?? said.get("type") ?? null) ?? "error",
          code: said.get("title") ?? said.get("code") ?? null,
          message: decode(command?.[3] ?? issue?.[2] ?? ""),
        },
      });
      return false;
    },
  }),
};

function propertiesOf(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const part of text.split(/[,;]/)) {
    const at = part.indexOf("=");
    if (at > 0) found.set(part.slice(0, at).trim(), decode(part.slice(at + 1)));
  }
  return found;
}

/** What a command may not contain is written as "%0A", "%2C" and so on. */
function decode(text: string): string {
  return text
    .replaceAll("%0D", "")
    .replaceAll("%0A", "\n")
    .replaceAll("%3A", ":")
    .replaceAll("%2C", ",")
    .replaceAll("%25", "%")
    .trim();
}
