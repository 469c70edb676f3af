import type { Diagnostic } from "@/lib/domain/evidence";
import type { FoundDiagnostic } from "../findings";

/**
 * One list from all families: where several claim a line the one registered first keeps it, and equal findings
 * count once.
 */
export function settleDiagnostics(found: readonly FoundDiagnostic[]): FoundDiagnostic[] {
  const owners = new Map<number, number>();
  for (const { startLine, endLine, rank } of found) {
    for (let line = startLine; line <= endLine; line++) {
      owners.set(line, Math.min(rank, owners.get(line) ?? rank));
    }
  }
  const seen = new Set<string>();
  return found.filter((candidate) => {
    for (let line = candidate.startLine; line <= candidate.endLine; line++) {
      if (owners.get(line) !== candidate.rank) return false;
    }
    const key = keyOf(candidate.diagnostic);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Equal for equal diagnostics only: how long the texts are tells where each ends. */
function keyOf({ file, line, column, code, severity, message }: Diagnostic): string {
  const lengths = `${file?.length},${code?.length}`;
  return `${line},${column},${severity},${lengths},${file ?? ""}${code ?? ""}${message}`;
}
