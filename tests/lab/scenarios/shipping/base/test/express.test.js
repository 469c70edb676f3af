import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { expressDay } from "../src/promise.js";

describe("express parcels", () => {
  it("arrive on the next working day", () => {
    assert.equal(expressDay({ day: "2026-11-16" }), "2026-11-17");
  });

  it("rest over the weekend", () => {
    assert.equal(expressDay({ day: "2026-11-20" }), "2026-11-23");
  });
});
