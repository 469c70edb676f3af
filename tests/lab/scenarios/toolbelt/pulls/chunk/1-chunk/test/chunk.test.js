import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { chunk } from "../src/chunk.js";

describe("chunk", () => {
  it("splits evenly", () => {
    assert.deepEqual(chunk([1, 2, 3, 4], 2), [
      [1, 2],
      [3, 4],
    ]);
  });

  it("keeps the rest", () => {
    assert.deepEqual(chunk([1, 2, 3], 2), [[1, 2], [3]]);
  });

  it("makes nothing of nothing", () => {
    assert.deepEqual(chunk([], 2), []);
  });
});
