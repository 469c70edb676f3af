import { expect, it } from "vitest";
import { isOwnOrigin } from "@/lib/auth/own-origin";

const publicUrl = "https://regreen.example.com";

it("lets a change through that comes from our own pages", () => {
  expect(isOwnOrigin("https://regreen.example.com", publicUrl)).toBe(true);
});

it.each([
  ["no origin", null],
  ["the origin of a sandboxed frame", "null"],
  ["another site", "https://evil.example"],
  ["our name as a prefix", "https://regreen.example.com.evil.example"],
  ["a subdomain", "https://a.regreen.example.com"],
  ["our host without encryption", "http://regreen.example.com"],
  ["our host on another port", "https://regreen.example.com:8443"],
  ["nothing", ""],
])("refuses a change from %s", (_name, origin) => {
  expect(isOwnOrigin(origin, publicUrl)).toBe(false);
});
