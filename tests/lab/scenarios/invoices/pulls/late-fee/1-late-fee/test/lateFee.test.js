import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { owedOn } from "../src/lateFee.js";

const invoice = { issuedOn: "2026-04-16", termDays: 14, cents: 20_000 };

describe("late fee", () => {
  it("is not charged in time", () => {
    assert.equal(owedOn(invoice, "2026-04-20"), 20_000);
  });

  it("is not charged on the last day of grace", () => {
    assert.equal(owedOn(invoice, "2026-05-07"), 20_000);
  });

  it("is charged from the eighth day on", () => {
    assert.equal(owedOn(invoice, "2026-05-08"), 21_000);
  });
});
