import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { shippingCost, total } from "../src/shipping.js";

function cartOf(quantity: number, unitPrice: number) {
  return { customer: "c-1", lines: [{ sku: "mug", quantity, unitPrice }] };
}

describe("shipping", () => {
  it("costs the standard rate for one article", () => {
    assert.equal(shippingCost(cartOf(1, 900)), 490);
  });

  it("costs more for each further article", () => {
    assert.equal(shippingCost(cartOf(3, 900)), 590);
  });

  it("costs nothing for an empty cart", () => {
    assert.equal(shippingCost({ customer: "c-1", lines: [] }), 0);
  });

  it("is part of the total", () => {
    assert.equal(total(cartOf(1, 900)), 1_390);
  });
});
