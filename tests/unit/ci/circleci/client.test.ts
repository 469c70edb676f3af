import { readdirSync, readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { type CircleCiReader, createCircleCiReader } from "@/lib/ci/circleci/client";
import type { Pace } from "@/lib/ci/circleci/pace";

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Two origins, as CircleCI and its storage are. */
const origins: { url: string; answer: Answer; seen: IncomingMessage[]; close(): void }[] = [];

beforeAll(async () => {
  for (let index = 0; index < 3; index += 1) {
    const origin = { url: "", seen: [] as IncomingMessage[], answer: ok, close: () => {} };
    const server = createServer((request, response) => {
      origin.seen.push(request);
      origin.answer(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    origin.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    origin.close = () => server.close();
    origins.push(origin);
  }
});
afterEach(() => {
  for (const origin of origins) Object.assign(origin, { answer: ok, seen: [] });
});
afterAll(() => {
  for (const origin of origins) origin.close();
});

const ok: Answer = (_request, response) => response.end('{"fine":true}');
const Fine = z.object({ fine: z.boolean() });

function at(index: 0 | 1 | 2) {
  const origin = origins[index];
  if (origin === undefined) throw new Error("The servers are not up yet.");
  return origin;
}

function reader(pace?: Pace): CircleCiReader {
  const [home, storage] = [at(0), at(1)];
  const server = { url: home.url, appUrl: home.url, api: "v3" as const, downloadOrigins: [storage.url] };
  return createCircleCiReader(server, "the-token", pace);
}

/** A clock that stands still unless somebody waits. */
function stillPace(): Pace & { waited: number[] } {
  let now = 1_000_000;
  const waited: number[] = [];
  return {
    waited,
    closedUntilMs: new Map(),
    nowMs: () => now,
    wait: async (ms) => {
      waited.push(ms);
      now += ms;
    },
  };
}

describe("what the client can do", () => {
  it("is to read, and the one documented search: none of its verbs sends anything else", async () => {
    const everything = reader();
    await everything.get("/a", Fine);
    await everything.getBytes("/b", 10);
    await everything.getLines("/c", Fine, 100);
    await everything.download(`${at(0).url}/d`, 10, "with token");
    const day = new Date("2026-01-01T00:00:00Z");
    await everything.searchRuns({ projectId: "p", from: day, to: day, filter: "", cursor: null }, Fine);
    expect(Object.keys(everything).sort()).toEqual(["download", "get", "getBytes", "getLines", "searchRuns"]);
    expect(at(0).seen.map((request) => `${request.method} ${request.url}`)).toEqual([
      "GET /a",
      "GET /b",
      "GET /c",
      "GET /d",
      "POST /api/v3/runs/search",
    ]);
  });

  it("is in one file, and the rerun in another: nothing else of the provider reaches the network", () => {
    const folder = "lib/ci/circleci";
    const reaching = readdirSync(folder).filter((name) =>
      /\bfetch\(/.test(readFileSync(`${folder}/${name}`, "utf8")),
    );
    expect(reaching.sort()).toEqual(["client.ts", "rerun.ts"]);
  });
});

describe("a pause that CircleCI asks for", () => {
  it("is kept, and the request sent again when it is over", async () => {
    const pace = stillPace();
    at(0).answer = (request, response) => {
      if (at(0).seen.length > 1) return ok(request, response);
      response.writeHead(429, { "retry-after": "7" }).end();
    };
    expect(await reader(pace).get("/a", Fine)).toEqual({ fine: true });
    expect(pace.waited).toEqual([7_000]);
  });

  it("is kept by every other reader of the same token too", async () => {
    const pace = stillPace();
    at(0).answer = (request, response) => {
      if (at(0).seen.length > 1) return ok(request, response);
      response.writeHead(429, { "retry-after": "600" }).end();
    };
    await expect(reader(pace).get("/a", Fine)).rejects.toMatchObject({ status: 429 });
    await expect(reader(pace).get("/b", Fine)).rejects.toMatchObject({ status: 429 });
    expect(at(0).seen).toHaveLength(1);
    expect(pace.waited).toEqual([]);
  });

  it("does not go on for ever", async () => {
    const pace = stillPace();
    at(0).answer = (_request, response) => response.writeHead(429, { "ratelimit-reset": "1" }).end();
    await expect(reader(pace).get("/a", Fine)).rejects.toMatchObject({ status: 429 });
    expect(at(0).seen).toHaveLength(3);
  });
});

describe("a download", () => {
  it("brings no token to a presigned link, and the token where it is asked for", async () => {
    await reader().download(`${at(1).url}/log`, 100, "presigned");
    await reader().download(`${at(1).url}/artifact`, 100, "with token");
    expect(at(1).seen.map((request) => request.headers.authorization)).toEqual([
      undefined,
      "Bearer the-token",
    ]);
  });

  it.each([
    ["an origin nobody allowed", () => at(2).url],
    ["the same host on another port", () => "http://127.0.0.1:9"],
    ["another scheme", () => at(0).url.replace("http:", "file:")],
    ["the allowed host as a user name", () => at(0).url.replace("http://", "http://u:p@")],
    ["nothing readable", () => "not an address"],
  ])("is not made from %s", async (_what, origin) => {
    await expect(reader().download(`${origin()}/x`, 100, "with token")).rejects.toThrow("not allowed");
    expect(at(2).seen).toEqual([]);
  });

  it("follows a redirect to allowed storage, and leaves the token behind", async () => {
    at(0).answer = (_request, response) => response.writeHead(302, { location: `${at(1).url}/kept` }).end();
    await reader().download(`${at(0).url}/artifact`, 100, "with token");
    expect(at(1).seen.map((request) => request.headers.authorization)).toEqual([undefined]);
  });

  it("does not follow a redirect to anywhere else, however often it is sent", async () => {
    at(0).answer = (_request, response) => response.writeHead(302, { location: `${at(2).url}/secret` }).end();
    await expect(reader().download(`${at(0).url}/a`, 100, "with token")).rejects.toThrow("not allowed");
    expect(at(2).seen).toEqual([]);
    at(0).answer = (_request, response) => response.writeHead(302, { location: "/again" }).end();
    await expect(reader().download(`${at(0).url}/a`, 100, "with token")).rejects.toThrow(
      "redirected too often",
    );
  });

  it("stops at its limit", async () => {
    at(0).answer = (_request, response) => response.end("x".repeat(10_000));
    expect(await reader().getBytes("/log", 100)).toHaveLength(100);
  });
});

it("says what is wrong with an answer of another form, and never shows the token", async () => {
  at(0).answer = (_request, response) => response.end('{"fine":"maybe"}');
  const error: unknown = await reader()
    .get("/a", Fine)
    .catch((caught: unknown) => caught);
  expect(String(error)).toContain("another form");
  expect(String(error)).not.toContain("the-token");
});
