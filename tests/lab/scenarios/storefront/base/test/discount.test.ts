import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { discounted } from "../src/discount.js";

describe("discount", () => {
  it("takes a percentage off", () => {
    assert.equal(discounted(1_000, 20), 800);
    assert.equal(discounted(999, 10), 899);
  });

  it("never takes more than half", () => {
    assert.equal(discounted(1_000, 80), 500);
  });

  it("never adds to the price", () => {
    assert.equal(discounted(1_000, -10), 1_000);
  });
});
