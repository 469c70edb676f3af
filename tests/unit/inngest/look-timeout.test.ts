import { expect, it } from "vitest";
import { lookTimeout } from "@/inngest/look-timeout";

it("the first look after an event comes soon, and quiet ones further and further apart, up to five minutes", () => {
  expect([0, 1, 2, 3, 4, 5, 50].map(lookTimeout)).toEqual([
    "20s",
    "40s",
    "80s",
    "160s",
    "300s",
    "300s",
    "300s",
  ]);
});
