import type { Evidence } from "./evidence";

/**
 * Text that is the same whenever the same thing fails, on any commit and any pull request: category, tests and
 * diagnostics without line numbers, else the primary excerpt without times, paths' roots, hex and numbers.
 */
export function fingerprintText(
  parts: readonly Pick<Evidence, "category" | "failingTests" | "diagnostics" | "excerpts">[],
): string {
  const lines = new Set<string>();
  for (const part of parts) {
    for (const test of part.failingTests) lines.add(`test ${test}`);
    for (const found of part.diagnostics)
      if (found.severity !== "warning")
        lines.add(`${found.tool} ${found.file} ${found.code} ${stable(found.message)}`);
    if (part.failingTests.length === 0 && part.diagnostics.length === 0)
      lines.add(`${part.category} ${stable(part.excerpts[0]?.text ?? "")}`);
  }
  return [...lines].sort().join("\n");
}

function stable(text: string): string {
  return text
    .replace(/\b[0-9a-f]{7,64}\b/gi, "#")
    .replace(/\d+/g, "#")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 2_000);
}
