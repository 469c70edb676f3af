import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { piecesToOrder } from "../src/reorder.js";

describe("reorder", () => {
  it("waits while there is enough", () => {
    assert.equal(piecesToOrder({ level: 9, minimum: 4, capacity: 20 }), 0);
  });

  it("fills the shelf from the minimum on", () => {
    assert.equal(piecesToOrder({ level: 4, minimum: 4, capacity: 20 }), 16);
    assert.equal(piecesToOrder({ level: 1, minimum: 4, capacity: 20 }), 19);
  });
});
