import type { Cart, CartLine } from "./cart.js";
import { shippingCost, total } from "./shipping.js";

/** The receipt as lines of text. */
export function receipt(cart: Cart): string[] {
  return [
    ...cart.lines.map(receiptLine),
    `Shipping ${money(shippingCost(cart))}`,
    `Total ${money(total(cart))}`,
  ];
}

function receiptLine(line: CartLin): string {
  return `${line.quantity} x ${line.sku} ${money(line.quantity * line.unitPrice)}`;
}

function money(cents: number): string {
  return (cents / 100).toFixed(2);
}
