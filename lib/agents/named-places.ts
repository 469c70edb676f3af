import type { Brief } from "@/lib/domain/brief";
import { resolveTreePath } from "./tree-paths";

export interface NamedPlace {
  path: string;
  /** From 1; null where only the file is named. */
  line: number | null;
}

/** `path/file.ext:12:3`, `path/file.ext(12,3)`, `File "path/file.py", line 12`. */
const inText =
  /(?:^|[\s('"[])((?:file:\/\/)?[\w@./\\-]{1,200}\.[A-Za-z]{1,6})(?:[:(](\d{1,6})|", line (\d{1,6}))?/g;
const placesMax = 200;

function placesInText(text: string): NamedPlace[] {
  const found: NamedPlace[] = [];
  for (const [, path = "", afterColon, afterWord] of text.slice(0, 64 * 1024).matchAll(inText)) {
    const line = afterColon ?? afterWord;
    found.push({ path, line: line === undefined ? null : Number(line) });
  }
  return found;
}

/** Places that the brief's evidence names, strongest first, as paths of this tree; each place once. */
export async function namedPlaces(brief: Brief, treeDirectory: string): Promise<NamedPlace[]> {
  const named: NamedPlace[] = [
    ...brief.tests.flatMap(({ file, line, stack, message }) => [
      ...placesInText(stack ?? ""),
      ...(file === null ? [] : [{ path: file, line }]),
      ...placesInText(message ?? ""),
    ]),
    ...brief.diagnostics.flatMap(({ file, line }) => (file === null ? [] : [{ path: file, line }])),
    ...brief.annotations.map(({ file, line }) => ({ path: file, line })),
    ...brief.excerpts.flatMap(({ text }) => placesInText(text)),
    ...placesInText(brief.log_tail),
  ];
  const resolved = new Map<string, string | null>();
  const places = new Map<string, NamedPlace>();
  for (const place of named) {
    if (places.size >= placesMax || resolved.size >= 4 * placesMax) break;
    if (!resolved.has(place.path)) resolved.set(place.path, await resolveTreePath(treeDirectory, place.path));
    const path = resolved.get(place.path) ?? null;
    if (path !== null) places.set(`${path}:${place.line}`, { path, line: place.line });
  }
  return [...places.values()];
}
