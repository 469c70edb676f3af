import type { Patch, PatchLine } from "../patch";
import type { GateFinding } from "./rule";

export interface ShownLine {
  sign: "-" | "+";
  text: string;
}

const linesMaxPerSign = 3;
const charactersMax = 160;

function shown(lines: readonly PatchLine[], kind: "removed" | "added", sign: ShownLine["sign"]): ShownLine[] {
  return lines
    .filter((line) => line.kind === kind)
    .slice(0, linesMaxPerSign)
    .map(({ text }) => ({
      sign,
      text: text.length > charactersMax ? `${text.slice(0, charactersMax)}…` : text,
    }));
}

/** The changed lines that a finding is about, removed before added; none where it means the whole file. */
export function shownLines({ files }: Patch, { path, line }: GateFinding): ShownLine[] {
  const lines = files.find((file) => file.path === path)?.lines ?? [];
  if (line === null) return [];
  const added = lines.findIndex(({ kind, newLine }) => kind === "added" && newLine === line);
  const removed = lines.findIndex(({ kind, oldLine }) => kind === "removed" && oldLine === line);
  const at = added === -1 ? removed : added;
  if (at === -1) return [];
  let from = at;
  while (from > 0 && lines[from - 1]?.kind !== "context") from -= 1;
  let to = at;
  while (to < lines.length && lines[to]?.kind !== "context") to += 1;
  // A block of many lines: what stands before the line says nothing of it.
  const near = to - from > 4 * linesMaxPerSign ? lines.slice(at, to) : lines.slice(from, to);
  return [...shown(near, "removed", "-"), ...shown(near, "added", "+")];
}
