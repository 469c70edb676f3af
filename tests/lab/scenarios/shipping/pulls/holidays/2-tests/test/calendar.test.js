import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { addWorkdays } from "../src/calendar.js";

describe("calendar", () => {
  it("leaves Christmas out", () => {
    assert.equal(addWorkdays("2026-12-24", 1, ["2026-12-25"]), "2026-12-28");
  });

  it("leaves a holiday out on the way", () => {
    assert.equal(addWorkdays("2026-12-23", 2, ["2026-12-25"]), "2026-12-28");
  });

  it("leaves New Year's Day out", () => {
    assert.equal(addWorkdays("2026-12-31", 1, ["2027-01-01"]), "2027-01-04");
  });
});
