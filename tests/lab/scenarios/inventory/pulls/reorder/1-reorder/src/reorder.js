/** How many pieces to order, so that the shelf is full again; none while it is above its minimum. */
export function piecesToOrder(shelf) {
  if (shelf.level > shelf.minimum) return 0;
  return shelf.capacity + shelf.level;
}
