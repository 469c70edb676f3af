import { expect, it } from "vitest";
import { type ConnectionFacts, connectionConcerns } from "@/lib/domain/connection-health";

const now = new Date("2026-01-15T12:00:00Z");

function titles(changed: Partial<ConnectionFacts>): string[] {
  const facts: ConnectionFacts = {
    disabledReason: null,
    expiresAt: null,
    watched: 2,
    lastWebhookAt: now,
    ...changed,
  };
  return connectionConcerns(facts, now).map(({ level, title }) => `${level}: ${title}`);
}

it("has nothing to say of a connection that works and is heard", () => {
  expect(titles({})).toEqual([]);
  expect(titles({ expiresAt: new Date("2026-02-15T12:00:00Z") })).toEqual([]);
});

it.each([
  ["2026-01-29T12:00:00Z", "soon: The token expires in 14 days"],
  ["2026-01-16T13:00:00Z", "soon: The token expires in 1 day"],
  ["2026-01-15T13:00:00Z", "soon: The token expires today"],
  ["2026-01-15T11:00:00Z", "broken: The token has expired"],
])("warns of a token that ends at %s", (expiresAt, words) => {
  expect(titles({ expiresAt: new Date(expiresAt) })).toEqual([words]);
});

it("says what is wrong with the access before what is not watched", () => {
  expect(titles({ disabledReason: "It was refused.", watched: 0 })).toEqual([
    "broken: Access is missing",
    "soon: No project is watched",
  ]);
});

it("asks for a webhook only of a provider that sends some, and for a choice only where there is one", () => {
  expect(titles({ lastWebhookAt: null })).toEqual(["note: No webhook has come yet"]);
  expect(titles({ lastWebhookAt: "none", watched: null })).toEqual([]);
});
