import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { slugify } from "../src/slugify.js";

describe("slugify", () => {
  it("joins words with dashes", () => {
    assert.equal(slugify("Hello, big World!"), "hello-big-world");
  });

  it("takes accents off", () => {
    assert.equal(slugify("Crème brûlée"), "creme-brulee");
  });

  it("cuts between words, never inside one", () => {
    assert.equal(slugify("one two three", 8), "one-two");
    assert.equal(slugify("one two three", 7), "one-two");
    assert.equal(slugify("one two three", 6), "one");
  });

  it("answers an empty text for an empty title", () => {
    assert.equal(slugify("  !?  "), "");
  });

  it("leaves small words out", () => {
    assert.equal(slugify("The state of the art"), "state-art");
  });
});
