import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseDuration } from "../src/parseDuration.js";

describe("parseDuration", () => {
  it("reads one unit", () => {
    assert.equal(parseDuration("45s"), 45);
    assert.equal(parseDuration("2d"), 172_800);
  });

  it("adds several units", () => {
    assert.equal(parseDuration("1h30m"), 5_400);
  });

  it("refuses what is no duration", () => {
    assert.throws(() => parseDuration("soon"), SyntaxError);
    assert.throws(() => parseDuration("1h and a bit"), SyntaxError);
  });
});
