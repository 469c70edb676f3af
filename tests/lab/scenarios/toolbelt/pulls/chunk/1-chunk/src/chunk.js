/** Splits a list into lists of at most `size` items. */
export function chunk(items, size) {
  if (size < 1) throw new RangeError("size begins at 1, not at " + size);
  let chunks = [];
  for (let start = 0; start < items.length; start += size) {
    var part = items.slice(start, start + size);
    chunks.push(part);
  }
  return chunks;
}
