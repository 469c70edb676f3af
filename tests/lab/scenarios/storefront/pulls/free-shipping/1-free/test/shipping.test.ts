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

  it("is free from 50.00 on", () => {
    assert.equal(shippingCost(cartOf(2, 2_500)), 0);
    assert.equal(shippingCost(cartOf(1, 7_000)), 0);
  });

  it("is not free just below 50.00", () => {
    assert.equal(shippingCost(cartOf(1, 4_999)), 490);
    assert.equal(shippingCost(cartOf(2, 2_499)), 540);
  });
});
