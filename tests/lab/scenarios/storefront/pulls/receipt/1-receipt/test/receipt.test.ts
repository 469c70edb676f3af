import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { receipt } from "../src/receipt.js";

describe("receipt", () => {
  it("lists the articles, the shipping and the total", () => {
    const cart = { customer: "c-1", lines: [{ sku: "mug", quantity: 2, unitPrice: 900 }] };
    assert.deepEqual(receipt(cart), ["2 x mug 18.00", "Shipping 5.40", "Total 23.40"]);
  });
});
