import { generateKeyPairSync } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createGitHubClient } from "@/lib/github/client";

// A day of a busy app on a clock of its own, against a GitHub that limits as documented and writes down what it saw.

const hourMs = 3_600_000;
const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

interface Seen {
  at: number;
  installation: string;
  write: boolean;
}

/** Refuses now and then in each of the documented ways, and remembers until when nobody should have come back. */
function strictGitHub(random: () => number) {
  const seen: Seen[] = [];
  const early: string[] = [];
  const closed = new Map<string, number>();
  const refusals = { retryAfter: 0, exhausted: 0, secondary: 0 };
  const answer: typeof fetch = async (input, init) => {
    const url = String(input);
    const token = /access_tokens$/.test(url);
    const installation = token
      ? (/installations\/(\d+)/.exec(url)?.[1] ?? "app")
      : (/installation-(\d+)/.exec(String(new Headers(init?.headers).get("authorization")))?.[1] ?? "app");
    const at = Date.now();
    if (at < (closed.get(installation) ?? 0)) early.push(`${installation} at ${at}: ${url}`);
    if (token)
      return Response.json(
        {
          token: `installation-${installation}`,
          expires_at: new Date(at + hourMs).toISOString(),
          permissions: {},
        },
        { status: 201 },
      );
    seen.push({ at, installation, write: init?.method !== "GET" });
    const dice = random();
    if (dice < 0.02) {
      refusals.retryAfter += 1;
      closed.set(installation, at + 30_000);
      return Response.json(
        { message: "secondary rate limit" },
        { status: 403, headers: { "retry-after": "30" } },
      );
    }
    if (dice < 0.03) {
      refusals.exhausted += 1;
      const reset = Math.ceil(at / 1_000) + 600;
      closed.set(installation, reset * 1_000);
      return Response.json(
        { message: "API rate limit exceeded" },
        { status: 403, headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(reset) } },
      );
    }
    if (dice < 0.04) {
      refusals.secondary += 1;
      closed.set(installation, at + 60_000);
      return Response.json({ message: "You have exceeded a secondary rate limit." }, { status: 429 });
    }
    return Response.json({ id: 1 }, { status: 200 });
  };
  return { answer, seen, early, refusals };
}

const realImmediate = setImmediate;
const turn = () => new Promise((resolve) => realImmediate(resolve));

beforeEach(() => {
  vi.useFakeTimers({
    now: Date.parse("2026-01-01T00:00:00Z"),
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"],
  });
});
afterEach(() => {
  vi.useRealTimers();
});

describe("a day of requests of five installations", () => {
  it("holds none inside a forbidden window, and writes of one installation a second apart", async () => {
    let state = 20_260_101;
    const random = () => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return state / 2 ** 31;
    };
    const hub = strictGitHub(random);
    const client = createGitHubClient({
      webUrl: "https://github.test",
      apiUrl: "https://github.test/api/v3",
      app: async () => ({ appId: 1, privateKey }),
      writeIntervalMs: 1_000,
      fetch: hub.answer,
    });
    const pending = new Set<Promise<unknown>>();
    for (let tick = 0; tick < 24 * 6; tick += 1) {
      for (let installation = 1; installation <= 5; installation += 1) {
        const octokit = await client.octokit(BigInt(installation));
        for (let burst = 0; burst < 1 + Math.floor(random() * 4); burst += 1) {
          const write = random() < 0.5;
          const request = write
            ? octokit.request("PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", {
                owner: "acme",
                repo: "shop",
                check_run_id: burst,
              })
            : octokit.request("GET /repos/{owner}/{repo}", { owner: "acme", repo: "shop" });
          const work = request.catch(() => {}).finally(() => pending.delete(work));
          pending.add(work);
        }
      }
      while (pending.size > 0) {
        await turn();
        await vi.advanceTimersToNextTimerAsync();
      }
      vi.setSystemTime(Date.parse("2026-01-01T00:00:00Z") + (tick + 1) * 600_000);
    }
    expect(hub.early).toEqual([]);
    expect(Math.min(...Object.values(hub.refusals))).toBeGreaterThan(5);
    const last = new Map<string, number>();
    let writes = 0;
    for (const { at, installation, write } of hub.seen) {
      if (!write) continue;
      const before = last.get(installation);
      if (before !== undefined) expect(at - before).toBeGreaterThanOrEqual(1_000);
      last.set(installation, at);
      writes += 1;
    }
    expect(writes).toBeGreaterThan(500);
  }, 300_000);
});
