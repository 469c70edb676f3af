/** A place in a list that is ordered newest first. The id breaks ties of rows made in the same millisecond. */
export interface Keyset {
  at: Date;
  id: string;
}

/** Which page of a list: after a row (older), before a row (newer), or the first. Cursors are opaque text. */
export interface PageRequest {
  after: string | null;
  before: string | null;
}

export interface Page<T> {
  items: T[];
  /** Cursor for `before`, null when this is the newest page. */
  newer: string | null;
  /** Cursor for `after`, null when this is the oldest page. */
  older: string | null;
}

export function encodeCursor({ at, id }: Keyset): string {
  return Buffer.from(`${at.getTime()}.${id}`).toString("base64url");
}

/** Null for text that is no cursor of ours: a tampered link shows the first page. */
export function decodeCursor(cursor: string | null): Keyset | null {
  if (cursor === null) return null;
  const match = /^(\d{1,15})\.([\w-]{1,64})$/.exec(Buffer.from(cursor, "base64url").toString());
  if (!match?.[1] || !match[2]) return null;
  return { at: new Date(Number(match[1])), id: match[2] };
}

type Direction = "asc" | "desc";

/**
 * Reads one page of a list. `read` gets the place to go on from, null for the first page, the direction to walk in and
 * how many rows to take; one more than a page is taken to learn whether there is another.
 */
export async function readPage<Row, Item>(options: {
  request: PageRequest;
  size: number;
  read: (from: Keyset | null, direction: Direction, take: number) => Promise<Row[]>;
  keyOf: (row: Row) => Keyset;
  itemOf: (row: Row) => Item;
}): Promise<Page<Item>> {
  const { size, read, keyOf, itemOf } = options;
  const before = decodeCursor(options.request.before);
  const after = before === null ? decodeCursor(options.request.after) : null;
  const rows = await read(before ?? after, before === null ? "desc" : "asc", size + 1);
  const more = rows.length > size;
  const page = rows.slice(0, size);
  if (before !== null) page.reverse();
  const first = page.at(0);
  const last = page.at(-1);
  const hasNewer = before === null ? after !== null : more;
  const hasOlder = before === null ? more : true;
  return {
    items: page.map(itemOf),
    newer: hasNewer && first !== undefined ? encodeCursor(keyOf(first)) : null,
    older: hasOlder && last !== undefined ? encodeCursor(keyOf(last)) : null,
  };
}

/** The condition that goes on from a place, for a list by `createdAt`. */
export function beyond(from: Keyset | null, direction: Direction) {
  if (from === null) return {};
  const compare = (value: Date) => (direction === "desc" ? { lt: value } : { gt: value });
  const compareId = direction === "desc" ? { lt: from.id } : { gt: from.id };
  return { OR: [{ createdAt: compare(from.at) }, { createdAt: from.at, id: compareId }] };
}
