import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inPriceRange } from "../src/priceRange.js";

describe("a price range", () => {
  const bulb = { name: "Bulb", cents: 700 };
  const lamp = { name: "Lamp", cents: 4_900 };

  it("leaves out what is dearer", () => {
    assert.deepEqual(inPriceRange([bulb, lamp], 500, 4_000), [bulb]);
  });

  it("includes its lower end", () => {
    assert.deepEqual(inPriceRange([bulb, lamp], 700, 4_000), [bulb]);
  });

  it("includes its upper end", () => {
    assert.deepEqual(inPriceRange([bulb, lamp], 1_000, 4_900), [lamp]);
  });
});
