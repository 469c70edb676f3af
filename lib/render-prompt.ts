import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Brief } from "./domain/brief";

const placeholder = /\{\{(\w+)\}\}/g;

/** A brief as a prompt for a coding agent, ours or a person's own. Everything from outside stands in one fence, as data. */
export function renderRepairPrompt(brief: Brief): string {
  return fill("ci-repair.md", {
    pull_request: String(brief.pull_request.number),
    repository: brief.repository,
    commit: brief.commit_sha.slice(0, 7),
    scope_rules: brief.scope.rules.map((rule) => `- ${rule}`).join("\n"),
    brief: fencedJson(JSON.stringify(brief, null, 2)),
  });
}

/** @throws where the template names a placeholder that nobody fills */
function fill(file: string, values: Record<string, string>): string {
  const template = readFileSync(join(process.cwd(), "prompts", file), "utf8");
  return template.replace(placeholder, (_whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`prompts/${file} has a placeholder that nobody fills: ${name}`);
    return value;
  });
}

/** A fence that no run of backticks inside can close. */
function fencedJson(json: string): string {
  const longest = Math.max(2, ...[...json.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}json\n${json}\n${fence}`;
}
