import type { z } from "zod";
import { readAtMost } from "./read-at-most";

/** The provider did not answer as asked. `status` is null where no answer was usable. */
export class ReadOnlyApiError extends Error {
  override readonly name = "ReadOnlyApiError";

  constructor(
    message: string,
    readonly status: number | null,
  ) {
    super(message);
  }
}

/** Reads from one provider with one token. Every request is a GET: there is nothing here that could write. */
export interface ReadOnlyApi {
  get<T>(path: string, schema: z.ZodType<T>, query?: Query): Promise<T>;
  /** A body that is no JSON, cut at `bytesMax`. */
  getBytes(path: string, bytesMax: number, query?: Query): Promise<Uint8Array>;
}

export type Query = Readonly<Record<string, string | number>>;

export interface ReadOnlyApiOptions {
  /** For sentences: `Buildkite`. */
  provider: string;
  /** Without a slash at the end. */
  url: string;
  token: string;
  /** Origins that a redirect may lead to. The token stays behind. `https://*.example.com` stands for its subdomains. */
  downloadOrigins?: readonly string[];
}

const requestTimeoutMs = 30_000;
const redirectsMax = 3;
const jsonBytesMax = 16 * 1024 * 1024;

export function createReadOnlyApi({
  provider,
  url,
  token,
  downloadOrigins = [],
}: ReadOnlyApiOptions): ReadOnlyApi {
  async function send(target: URL, accept: string, redirects = 0): Promise<Response> {
    const own = target.origin === new URL(url).origin;
    const response = await fetch(target, {
      headers: own ? { authorization: `Bearer ${token}`, accept } : { accept },
      redirect: "manual",
      signal: AbortSignal.timeout(requestTimeoutMs),
    });
    const location = response.headers.get("location");
    if (response.status < 300 || response.status >= 400 || location === null) return response;
    await response.body?.cancel();
    const next = new URL(location, target);
    if (redirects >= redirectsMax) throw new ReadOnlyApiError(`${provider} redirected too often.`, null);
    if (next.origin !== target.origin && !downloadOrigins.some((allowed) => fits(next, allowed)))
      throw new ReadOnlyApiError(
        `${provider} led to ${next.origin}, which is not allowed for downloads here.`,
        null,
      );
    return send(next, accept, redirects + 1);
  }

  async function usable(path: string, query: Query, accept: string): Promise<Response> {
    const target = new URL(`${url}${path}`);
    for (const [name, value] of Object.entries(query)) target.searchParams.set(name, String(value));
    const response = await send(target, accept);
    if (response.ok) return response;
    await response.body?.cancel();
    throw new ReadOnlyApiError(explainStatus(provider, response.status), response.status);
  }

  async function getBytes(path: string, bytesMax: number, query: Query = {}, accept = "*/*") {
    const { body } = await usable(path, query, accept);
    return body === null ? new Uint8Array() : readAtMost(body, bytesMax);
  }

  return {
    async get(path, schema, query = {}) {
      const text = new TextDecoder().decode(await getBytes(path, jsonBytesMax, query, "application/json"));
      const parsed = schema.safeParse(jsonOf(text));
      if (parsed.success) return parsed.data;
      const field = parsed.error.issues[0]?.path.join(".") || "the whole answer";
      throw new ReadOnlyApiError(
        `${provider} answered ${path} in a form that is not known here (${field}).`,
        null,
      );
    },
    getBytes: (path, bytesMax, query) => getBytes(path, bytesMax, query, "text/plain, */*"),
  };
}

/** Result of reading something that may be gone: a reason instead of a throw. */
export type Readable<T> = { found: true; value: T } | { found: false; reason: string };

/** What is missing, forbidden or not to be fetched is a reason; anything else is thrown, and tried again. */
export async function readable<T>(subject: string, read: () => Promise<T>): Promise<Readable<T>> {
  try {
    return { found: true, value: await read() };
  } catch (error) {
    if (!(error instanceof ReadOnlyApiError)) throw error;
    const lasting = error.status === null || [401, 403, 404, 410].includes(error.status);
    if (!lasting) throw error;
    return { found: false, reason: `${subject} cannot be read: ${error.message}` };
  }
}

export function isRefused(error: unknown): boolean {
  return error instanceof ReadOnlyApiError && (error.status === 401 || error.status === 403);
}

export function explainStatus(provider: string, status: number): string {
  switch (status) {
    case 401:
      return `${provider} does not accept the token any more. Connect again with a new one.`;
    case 403:
      return `${provider} does not let this token read it. Give the token the read scopes that the connect page names.`;
    case 404:
      return `${provider} has nothing there, or the token may not see it.`;
    case 429:
      return `${provider} asks for a pause. It is tried again.`;
    default:
      return `${provider} answered with status ${status}.`;
  }
}

function fits({ origin, protocol, hostname }: URL, allowed: string): boolean {
  const [, domain] = /^https:\/\/\*(\.[a-z0-9.-]+)$/.exec(allowed) ?? [];
  return domain === undefined ? origin === allowed : protocol === "https:" && hostname.endsWith(domain);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
