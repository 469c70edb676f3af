/** Adds a movement to a stock level; goods that leave have a negative count. */
export function moved(level, movement) {
  const next = level + movement.count;
  if (next < 0) throw new RangeError(`only ${level} left`);
  return next;
}
