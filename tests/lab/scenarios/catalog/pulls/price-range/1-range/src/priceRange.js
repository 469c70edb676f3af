/** Articles that cost at least the one and at most the other amount, in cents. */
export function inPriceRange(articles, fromCents, toCents) {
  return articles.filter((article) => article.cents > fromCents && article.cents <= toCents);
}
