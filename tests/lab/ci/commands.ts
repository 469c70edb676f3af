import type { Annotation } from "../state/checks";
import type { StepAnnotations } from "./annotations";
import type { JobLog } from "./job-log";

const levels = { error: "failure", warning: "warning", notice: "notice" } as const;
const commandPattern =
  /^::(error|warning|notice|group|endgroup|debug|add-mask)(?: ([^:]*(?::[^:]+)*?))?::(.*)$/s;

/**
 * Workflow commands, which a step prints to talk to the runner: `::error file=a.js,line=3::Message`. Answers false for an
 * ordinary line. https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function runCommand(line: string, log: JobLog, annotations: StepAnnotations): boolean {
  const match = commandPattern.exec(line);
  if (!match) return false;
  const [, name = "", properties = "", value = ""] = match;
  const text = unescapeData(value);
  switch (name) {
    case "error":
    case "warning":
    case "notice":
      log.line(`##[${name}]${text}`);
      annotations.add({ ...placeOf(parseProperties(properties)), level: levels[name], message: text });
      return true;
    case "group":
      log.line(`##[group]${text}`);
      return true;
    case "endgroup":
      log.line("##[endgroup]");
      return true;
    case "add-mask":
      log.mask(text);
      return true;
    default:
      return true;
  }
}

function placeOf(properties: Map<string, string>): Partial<Annotation> {
  const number = (key: string) => (properties.has(key) ? Number(properties.get(key)) : null);
  const startLine = number("line") ?? 1;
  return {
    path: properties.get("file") ?? ".github",
    startLine,
    endLine: number("endLine") ?? startLine,
    startColumn: number("col"),
    endColumn: number("endColumn"),
    title: properties.get("title") ?? null,
  };
}

function parseProperties(text: string): Map<string, string> {
  const pairs = text.split(",").filter(Boolean);
  return new Map(
    pairs.map((pair) => {
      const [key = "", ...value] = pair.split("=");
      return [key.trim(), unescapeProperty(value.join("="))];
    }),
  );
}

function unescapeData(text: string): string {
  return text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
}

function unescapeProperty(text: string): string {
  return unescapeData(text.replaceAll("%3A", ":").replaceAll("%2C", ","));
}
