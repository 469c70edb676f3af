import { createHash } from "node:crypto";
import { z } from "zod";
import { readAtMost } from "@/lib/provider-api/read-at-most";
import type { CircleCiServer } from "./access";
import { CircleCiError, explainStatus } from "./error";
import { type Pace, pauseMs, realPace } from "./pace";

type Query = Readonly<Record<string, string | number>>;

/**
 * Reads from CircleCI. There is nothing here that could write: every call is a GET, but for the one search that API v3
 * documents as a POST (https://circleci.com/docs/api/v3/conventions.md).
 */
export interface CircleCiReader {
  get<T>(path: string, schema: z.ZodType<T>, query?: Query): Promise<T>;
  /** A body that is no JSON, cut at `bytesMax`. */
  getBytes(path: string, bytesMax: number, query?: Query): Promise<Uint8Array>;
  /** One JSON value a line; lines that do not fit are left out. */
  getLines<T>(path: string, schema: z.ZodType<T>, bytesMax: number): Promise<T[]>;
  searchRuns<T>(search: RunSearch, schema: z.ZodType<T>): Promise<T>;
  /** A link that CircleCI gave: fetched only from the allowed origins, with the token only where it is asked for. */
  download(url: string, bytesMax: number, link: "presigned" | "with token"): Promise<Uint8Array>;
}

export interface RunSearch {
  projectId: string;
  from: Date;
  to: Date;
  filter: string;
  cursor: string | null;
}

/** The largest page that `/runs/search` takes; a larger one is refused, not cut. */
const searchPageMax = 20;
const redirectsMax = 3;
const requestTimeoutMs = 30_000;
/** A longer pause is left to the stage that asked: the engine tries it again. */
const waitMsMax = 20_000;
const triesMax = 3;

const sharedPace = realPace();

export function createCircleCiReader(
  server: CircleCiServer,
  token: string,
  pace: Pace = sharedPace,
): CircleCiReader {
  const send = createSender(token, pace);

  async function read(path: string, query: Query = {}): Promise<Response> {
    const url = new URL(`${server.url}${path}`);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
    return usable(await send(url, {}));
  }

  return {
    async get(path, schema, query) {
      return parsed(path, schema, await (await read(path, query)).text());
    },

    async getBytes(path, bytesMax, query) {
      return bytesOf(await read(path, query), bytesMax);
    },

    async getLines(path, schema, bytesMax) {
      const text = new TextDecoder().decode(await bytesOf(await read(path), bytesMax));
      return text.split("\n").flatMap((line) => {
        const value = schema.safeParse(jsonOf(line));
        return value.success ? [value.data] : [];
      });
    },

    async searchRuns(search, schema) {
      const scope = {
        project_ids: [search.projectId],
        from: search.from.toISOString(),
        to: search.to.toISOString(),
      };
      const page = { cursor: search.cursor ?? "", limit: searchPageMax };
      const path = "/api/v3/runs/search";
      const response = await send(new URL(`${server.url}${path}`), {
        search: JSON.stringify({ scope, filter: search.filter, page }),
      });
      return parsed(path, schema, await (await usable(response)).text());
    },

    async download(given, bytesMax, link) {
      let url = allowed(given, server);
      const first = url.origin;
      for (let hops = 0; hops <= redirectsMax; hops += 1) {
        // A redirect to another origin carries its own permission; ours stays behind.
        const response = await send(url, { bare: link === "presigned" || url.origin !== first });
        const location = response.headers.get("location");
        if (response.status < 300 || response.status > 399 || location === null)
          return bytesOf(await usable(response), bytesMax);
        await response.body?.cancel();
        url = allowed(new URL(location, url).href, server);
      }
      throw new CircleCiError("A download was redirected too often.", null);
    },
  };
}

/** Sends one request and obeys a 429: no request with this token goes out before CircleCI's pause is over. */
function createSender(token: string, pace: Pace) {
  // Never the token itself in a table that outlives the call.
  const key = createHash("sha256").update(token).digest("hex");
  const busy = () => new CircleCiError(explainStatus(429), 429, new Date(pace.closedUntilMs.get(key) ?? 0));

  return async (
    url: URL,
    { search, bare = false }: { search?: string; bare?: boolean },
  ): Promise<Response> => {
    for (let tried = 1; ; tried += 1) {
      const pause = (pace.closedUntilMs.get(key) ?? 0) - pace.nowMs();
      if (pause > waitMsMax) throw busy();
      if (pause > 0) await pace.wait(pause);
      const response = await fetch(url, {
        ...(search === undefined ? { method: "GET" } : { method: "POST", body: search }),
        redirect: "manual",
        signal: AbortSignal.timeout(requestTimeoutMs),
        headers: {
          accept: "application/json, text/plain, */*",
          ...(bare ? {} : { authorization: `Bearer ${token}`, "circle-token": token }),
          ...(search === undefined ? {} : { "content-type": "application/json" }),
        },
      });
      if (response.status !== 429) return response;
      await response.body?.cancel();
      pace.closedUntilMs.set(key, pace.nowMs() + pauseMs(response.headers, pace.nowMs()));
      if (tried >= triesMax) throw busy();
    }
  };
}

/** Hosts come from the operator. What an answer names is only compared with them. */
function allowed(given: string, server: CircleCiServer): URL {
  const url = URL.canParse(given) ? new URL(given) : null;
  const origins = [new URL(server.url).origin, ...server.downloadOrigins];
  if (url === null || url.username !== "" || !origins.includes(url.origin))
    throw new CircleCiError(
      `A download from ${url?.origin ?? "an unreadable address"} is not allowed. If it is CircleCI's own storage, add it to CIRCLECI_DOWNLOAD_ORIGINS.`,
      null,
    );
  return url;
}

async function usable(response: Response): Promise<Response> {
  if (response.ok) return response;
  await response.body?.cancel();
  throw new CircleCiError(explainStatus(response.status), response.status);
}

function parsed<T>(path: string, schema: z.ZodType<T>, text: string): T {
  const value = schema.safeParse(jsonOf(text));
  if (value.success) return value.data;
  throw new CircleCiError(
    `CircleCI's answer to ${path} has another form: ${z.prettifyError(value.error)}`,
    null,
  );
}

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function bytesOf(response: Response, bytesMax: number): Promise<Uint8Array> {
  return readAtMost(response.body ?? new Blob([]).stream(), bytesMax);
}
