export interface Page<T> {
  items: readonly T[];
  next: string | null;
}

/** Every page of a collection, at most `pagesMax`: what names the next page is sent back as it came. */
export async function allPages<T>(
  read: (next: string | null) => Promise<Page<T>>,
  pagesMax = 10,
): Promise<T[]> {
  const all: T[] = [];
  let next: string | null = null;
  for (let page = 0; page < pagesMax; page += 1) {
    const answer: Page<T> = await read(next);
    all.push(...answer.items);
    next = answer.next;
    if (next === null || answer.items.length === 0) break;
  }
  return all;
}
