/** Articles that somebody can buy now, cheapest first. Prices are in cents. */
export function onSale(articles) {
  return articles.filter((article) => article.stock > 0).sort((left, right) => left.cents - right.cents);
}
