import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { daysLate, dueDay } from "../src/dueDay.js";

describe("due day", () => {
  it("comes after the term", () => {
    assert.equal(dueDay("2026-04-16", 14), "2026-04-30");
  });

  it("crosses the end of a year", () => {
    assert.equal(dueDay("2026-12-20", 30), "2027-01-19");
  });

  it("makes an invoice late from the next day on", () => {
    const invoice = { issuedOn: "2026-04-16", termDays: 14 };
    assert.equal(daysLate(invoice, "2026-04-30"), 0);
    assert.equal(daysLate(invoice, "2026-05-03"), 3);
  });
});
