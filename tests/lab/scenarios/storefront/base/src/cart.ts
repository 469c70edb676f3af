/** One article in a cart. Prices are in cents. */
export interface CartLine {
  sku: string;
  quantity: number;
  unitPrice: number;
}

export interface Cart {
  customer: string;
  lines: CartLine[];
}

/** Sum of all lines, before shipping and discounts. */
export function subtotal(cart: Cart): number {
  return cart.lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0);
}

/** Puts an article in, adding to a line that is there already. */
export function addLine(cart: Cart, added: CartLine): Cart {
  const known = cart.lines.find((line) => line.sku === added.sku);
  if (!known) return { ...cart, lines: [...cart.lines, added] };
  const lines = cart.lines.map((line) =>
    line === known ? { ...line, quantity: line.quantity + added.quantity } : line,
  );
  return { ...cart, lines };
}
