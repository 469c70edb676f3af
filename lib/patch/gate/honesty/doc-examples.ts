import { languageOf } from "@/lib/domain/source/language";
import type { Objection } from "./objection";

/** What a documentation example asks, by language: `>>> total(2)`, `iex> total(2)`. */
const prompts = { python: /^\s{0,200}>>>[ \t]?(.*)$/, elixir: /^\s{0,200}iex(?:\(\d{1,4}\))?>[ \t]?(.*)$/ };

/** Each example that a text runs → what it says comes out. */
function examplesIn(text: string, prompt: RegExp): Map<string, { result: string; line: number }> {
  const examples = new Map<string, { result: string; line: number }>();
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    const asked = prompt.exec(line)?.[1];
    if (asked === undefined) continue;
    const result: string[] = [];
    for (const next of lines.slice(index + 1, index + 40)) {
      if (next.trim() === "" || prompt.test(next) || /^\s*(?:"""|''')/.test(next)) break;
      result.push(next.trim());
    }
    examples.set(asked.trim(), { result: result.join("\n"), line: index + 1 });
  }
  return examples;
}

/** Examples in the documentation of code are tests as well: https://docs.python.org/3/library/doctest.html */
export function docExampleObjections(path: string, before: string | null, after: string | null): Objection[] {
  const language = languageOf(path);
  if (language !== "python" && language !== "elixir") return [];
  const [had, has] = [before ?? "", after ?? ""].map((text) => examplesIn(text, prompts[language]));
  return [...(had ?? [])].flatMap(([asked, { result, line }]): Objection[] => {
    const now = has?.get(asked);
    if (result === "" || now?.result === result) return [];
    return [
      now === undefined
        ? { severity: "warn", line, reason: "An example of the documentation, which is run as a test, went." }
        : {
            severity: "block",
            line: now.line,
            reason: "An example of the documentation, which is run as a test, expects another answer.",
          },
    ];
  });
}
