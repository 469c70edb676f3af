import { type Cart, subtotal } from "./cart.js";

const standardRate = 490;
const perExtraArticle = 50;

/** What shipping costs. Nothing for an empty cart. */
export function shippingCost(cart: Cart): number {
  const articles = cart.lines.reduce((count, line) => count + line.quantity, 0);
  if (articles === 0) return 0;
  return standardRate + (articles - 1) * perExtraArticle;
}

/** What the customer pays in the end. */
export function total(cart: Cart): number {
  return subtotal(cart) + shippingCost(cart);
}
