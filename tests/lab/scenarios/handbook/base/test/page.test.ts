import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { html } from "../src/page.ts";

describe("a page", () => {
  it("is its title and its paragraphs", () => {
    assert.equal(html({ title: "Tea & cake", body: ["At four."] }), "<h1>Tea &amp; cake</h1>\n<p>At four.</p>");
  });
});
