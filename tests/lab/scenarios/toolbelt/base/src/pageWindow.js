/** One page of a list. Pages are counted from 1; a page past the end is empty. */
export function pageWindow(items, page, size) {
  if (page < 1 || size < 1) throw new RangeError("page and size begin at 1");
  const start = (page - 1) * size;
  return {
    items: items.slice(start, start + size),
    page,
    pages: Math.max(Math.ceil(items.length / size), 1),
    hasNext: start + size < items.length,
    hasPrevious: page > 1,
  };
}
