import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { addWorkdays } from "../src/calendar.js";

describe("calendar", () => {
  it("leaves weekends out", () => {
    assert.equal(addWorkdays("2026-11-20", 1), "2026-11-23");
  });
});
