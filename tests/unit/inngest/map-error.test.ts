import { NonRetriableError, RetryAfterError } from "inngest";
import { expect, it } from "vitest";
import { mapError } from "@/inngest/map-error";
import { CircleCiError } from "@/lib/ci/circleci/error";

function thrownFor(error: unknown): Promise<unknown> {
  return mapError(() => Promise.reject(error)).catch((thrown: unknown) => thrown);
}

it("waits until the time that a provider's own client names, not a minute as for a pause without one", async () => {
  const retryAt = new Date(Date.now() + 5 * 60_000);
  const thrown = await thrownFor(new CircleCiError("CircleCI asks for a pause.", 429, retryAt));
  expect(thrown).toBeInstanceOf(RetryAfterError);
  const seconds = Number((thrown as RetryAfterError).retryAfter);
  expect(seconds).toBeGreaterThan(290);
  expect(seconds).toBeLessThanOrEqual(300);
});

it("gives up at once where the access is gone, and lets everything else be tried again", async () => {
  expect(await thrownFor(Object.assign(new Error("Bad credentials"), { status: 401 }))).toBeInstanceOf(
    NonRetriableError,
  );
  const broken = new Error("socket hang up");
  expect(await thrownFor(broken)).toBe(broken);
});
