import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { standardDay } from "../src/promise.js";

describe("standard parcels", () => {
  it("arrive three working days later", () => {
    assert.equal(standardDay({ day: "2026-11-16" }), "2026-11-19");
  });

  it("rest over the weekend", () => {
    assert.equal(standardDay({ day: "2026-11-19" }), "2026-11-24");
  });
});
