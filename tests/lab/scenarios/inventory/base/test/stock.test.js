import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { moved } from "../src/stock.js";

describe("stock", () => {
  it("grows and shrinks", () => {
    assert.equal(moved(5, { count: 3 }), 8);
    assert.equal(moved(5, { count: -5 }), 0);
  });

  it("is never below nothing", () => {
    assert.throws(() => moved(2, { count: -3 }), /only 2 left/);
  });
});
