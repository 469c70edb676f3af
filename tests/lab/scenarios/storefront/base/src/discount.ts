/** Takes a percentage off a price, never more than half of it; rounds to whole cents. */
export function discounted(price: number, percent: number): number {
  const allowed = Math.min(Math.max(percent, 0), 50);
  return Math.round((price * (100 - allowed)) / 100);
}
