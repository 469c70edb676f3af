/** One small change of one file. */
export interface Edit {
  path: string;
  /** Offsets into the file's text. */
  start: number;
  end: number;
  text: string;
  /** From 1, of the start. */
  line: number;
  /** How unlikely this kind of change is to be the repair: 1 for a slip of the pen, 5 for a guess. */
  cost: number;
  /** For people: `"<" becomes "<="`. */
  what: string;
}

export function applyEdit(text: string, edit: Pick<Edit, "start" | "end" | "text">): string {
  return text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}

/** The whole lines that an edit touches, as they were and as they become; for comparing with a diff. */
export function changedLines(text: string, edit: Pick<Edit, "start" | "end" | "text">) {
  const from = text.lastIndexOf("\n", edit.start - 1) + 1;
  const behind = text.indexOf("\n", edit.end);
  const to = behind === -1 ? text.length : behind;
  const before = text.slice(from, to);
  const after = text.slice(from, edit.start) + edit.text + text.slice(edit.end, to);
  return { before: before.split("\n"), after: after.split("\n") };
}
