/** Tokens as people read them: 950, 12.3k, 4.5M. */
export function tokenWords(tokens: number): string {
  if (tokens < 1_000) return String(tokens);
  if (tokens < 1_000_000) return `${(tokens / 1_000).toFixed(1)}k`;
  return `${(tokens / 1_000_000).toFixed(1)}M`;
}

/** Money as people read it; a dash where nobody said what the model costs. */
export function usdWords(usd: number | null): string {
  return usd === null ? "–" : `$${usd.toFixed(2)}`;
}
