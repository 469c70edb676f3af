import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { onSale } from "../src/articles.js";

describe("what is on sale", () => {
  const articles = [
    { name: "Lamp", cents: 4_900, stock: 3 },
    { name: "Bulb", cents: 700, stock: 90 },
    { name: "Shade", cents: 2_300, stock: 0 },
  ];

  it("is what is in stock, cheapest first", () => {
    assert.deepEqual(
      onSale(articles).map((article) => article.name),
      ["Bulb", "Lamp"],
    );
  });
});
