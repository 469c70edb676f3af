import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Brief } from "./domain/brief";
import { briefSections } from "./domain/brief-sections";

const placeholder = /\{\{(\w+)\}\}/g;

/** A brief as a prompt for a coding agent, ours or a person's own: Markdown, without the parts that have nothing to say. */
export function renderRepairPrompt(brief: Brief): string {
  return fill("ci-repair.md", briefSections(brief));
}

/** The prompt for an agent of ours: the brief, and the ways in which the work may end. */
export function renderAgentPrompt(brief: Brief): string {
  return `${renderRepairPrompt(brief)}\n${fill("agent-ends.md", {})}`;
}

/**
 * Fills each section of a template, from one `##` heading to the next; one whose placeholders are all empty is left out.
 *
 * @throws where the template names a placeholder that nobody fills
 */
function fill(file: string, values: Record<string, string>): string {
  const template = readFileSync(join(process.cwd(), "prompts", file), "utf8");
  return template
    .split(/^(?=## )/m)
    .map((section) => {
      let isFilled = !section.startsWith("## ") || !section.includes("{{");
      const text = section.replace(placeholder, (_whole, name: string) => {
        const value = values[name];
        if (value === undefined)
          throw new Error(`prompts/${file} has a placeholder that nobody fills: ${name}`);
        isFilled ||= value !== "";
        return value;
      });
      return isFilled ? text : "";
    })
    .join("");
}
