import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { retryDelays } from "../src/retryDelays.js";

describe("retryDelays", () => {
  it("doubles each time", () => {
    assert.deepEqual(retryDelays(4), [100, 200, 400, 800]);
  });

  it("stays below the cap", () => {
    assert.deepEqual(retryDelays(4, 1_000, 3_000), [1_000, 2_000, 3_000, 3_000]);
  });

  it("waits not at all for no attempts", () => {
    assert.deepEqual(retryDelays(0), []);
  });
});
