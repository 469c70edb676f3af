import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { addLine, type Cart, subtotal } from "../src/cart.js";

const cart: Cart = {
  customer: "c-1",
  lines: [
    { sku: "mug", quantity: 2, unitPrice: 900 },
    { sku: "tea", quantity: 1, unitPrice: 650 },
  ],
};

describe("cart", () => {
  it("sums its lines", () => {
    assert.equal(subtotal(cart), 2_450);
  });

  it("adds a new article as a line", () => {
    const lines = addLine(cart, { sku: "pot", quantity: 1, unitPrice: 3_000 }).lines;
    assert.deepEqual(lines.map((line) => line.sku), ["mug", "tea", "pot"]);
  });

  it("adds to a line that is there", () => {
    const lines = addLine(cart, { sku: "tea", quantity: 3, unitPrice: 650 }).lines;
    assert.deepEqual(lines.map((line) => line.quantity), [2, 4]);
  });
});
