import { knownValues } from "@/lib/evidence/redact/known-values";
import { findPrivateKeys } from "@/lib/evidence/redact/private-keys";
import { REDACTED, redact } from "@/lib/evidence/redact/redact";
import { findTokenShapes } from "@/lib/evidence/redact/token-shapes";
import type { FoundSecret } from "@/lib/patch/gate/rule";

/**
 * Finds lines in which the redaction gate would cut something out. Never the value itself.
 *
 * @param held secrets of this installation: their exact values are certain, whatever their shape
 */
export function createSecretSearch(held: readonly string[] = []): (text: string) => FoundSecret[] {
  const findHeld = knownValues(held);
  const certain = [
    { find: findHeld, what: "a secret of this installation" },
    { find: findPrivateKeys, what: "a private key" },
    { find: findTokenShapes, what: "a token of a known service" },
  ];
  return (text) => {
    const found = new Map<number, FoundSecret>();
    for (const { find, what } of certain)
      for (const { start } of find(text)) {
        const line = lineAt(text, start);
        if (!found.has(line)) found.set(line, { line, what, certain: true });
      }
    for (const line of redactedLines(text))
      if (!found.has(line))
        found.set(line, { line, what: "a value whose name or form says that it is one", certain: false });
    return [...found.values()].sort((one, other) => one.line - other.line);
  };
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split("\n").length;
}

function redactedLines(text: string): number[] {
  const { text: safe, redactions } = redact(text);
  if (redactions === 0) return [];
  const original = text.split("\n");
  return safe
    .split("\n")
    .flatMap((line, index) =>
      line.includes(REDACTED) && !original[index]?.includes(REDACTED) ? [index + 1] : [],
    );
}

export const findSecrets = createSecretSearch();
