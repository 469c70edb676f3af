/** Waiting times in milliseconds: each twice the one before, none above `capMs`. */
export function retryDelays(attempts, firstMs = 100, capMs = 10_000) {
  const delays = [];
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    delays.push(Math.min(firstMs * 2 ** attempt, capMs));
  }
  return delays;
}
