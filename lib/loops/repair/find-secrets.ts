import { REDACTED, redact } from "@/lib/evidence/redact/redact";

/** Lines of a text in which the redaction gate would cut something out. Never the value itself. */
export function findSecrets(text: string): { line: number; what: string }[] {
  const { text: safe, redactions } = redact(text);
  if (redactions === 0) return [];
  return safe
    .split("\n")
    .flatMap((line, index) =>
      line.includes(REDACTED) ? [{ line: index + 1, what: "something that looks like a secret" }] : [],
    );
}
