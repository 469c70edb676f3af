import { createHash, randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { z } from "zod";

export interface IssuedToken {
  accessToken: string;
  expiresInSeconds: number | null;
}

const Registered = z.object({ client_id: z.string() });
const Issued = z.object({ access_token: z.string(), expires_in: z.number().int().positive().nullish() });

const clientName = "Regreen (reads only)";
const answerTimeoutMs = 5 * 60_000;

/**
 * Gets a token as CircleCI gives it to tools: the tool registers itself, a person allows it in the browser and chooses what
 * it may do, and the code comes back to this machine alone, with PKCE.
 * https://circleci.com/docs/guides/toolkit/oauth-dynamic-client-registration/
 */
export async function authorize(circleCi: URL, show: (url: string) => void): Promise<IssuedToken> {
  const state = randomBytes(24).toString("base64url");
  const verifier = randomBytes(48).toString("base64url");
  const callback = await listenForCode(state);
  try {
    const redirectUri = `http://127.0.0.1:${callback.port}/callback`;
    const registration = { client_name: clientName, redirect_uris: [redirectUri] };
    const { client_id } = Registered.parse(
      await post(new URL("/oauth/register", circleCi), JSON.stringify(registration), "application/json"),
    );
    const url = new URL("/oauth/authorize", circleCi);
    const query = {
      response_type: "code",
      client_id,
      redirect_uri: redirectUri,
      state,
      code_challenge: createHash("sha256").update(verifier).digest("base64url"),
      code_challenge_method: "S256",
    };
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    show(url.href);
    const exchange = new URLSearchParams({
      grant_type: "authorization_code",
      client_id,
      code: await callback.code,
      code_verifier: verifier,
      redirect_uri: redirectUri,
    });
    const issued = Issued.parse(
      await post(new URL("/oauth/token", circleCi), exchange.toString(), "application/x-www-form-urlencoded"),
    );
    return { accessToken: issued.access_token, expiresInSeconds: issued.expires_in ?? null };
  } finally {
    callback.close();
  }
}

/** CircleCI redirects to loopback only, to a port that is no system port. */
async function listenForCode(state: string): Promise<{ port: number; code: Promise<string>; close(): void }> {
  let settle: { resolve(code: string): void; reject(error: Error): void } | undefined;
  const code = new Promise<string>((resolve, reject) => {
    settle = { resolve, reject };
  });
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const given = url.searchParams.get("code");
    response.setHeader("content-type", "text/plain; charset=utf-8");
    if (url.pathname !== "/callback" || url.searchParams.get("state") !== state) {
      response.writeHead(400).end("This is not the answer that the login command waits for.");
      return;
    }
    response.end(
      given === null
        ? "CircleCI did not allow it. You can close this page."
        : "Allowed. You can close this page and look at the terminal.",
    );
    if (given === null) settle?.reject(new Error("CircleCI did not allow it. Start the command again."));
    else settle?.resolve(given);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const timer = setTimeout(
    () =>
      settle?.reject(
        new Error("Nobody answered in the browser within five minutes. Start the command again."),
      ),
    answerTimeoutMs,
  );
  // Looked at only later; a refusal before that is no unhandled one.
  code.catch(() => undefined);
  return {
    port: (server.address() as AddressInfo).port,
    code,
    close() {
      clearTimeout(timer);
      server.closeAllConnections();
      server.close();
    },
  };
}

async function post(url: URL, body: string, type: string): Promise<unknown> {
  const response = await fetch(url, { method: "POST", body, headers: { "content-type": type } });
  if (response.ok) return response.json();
  throw new Error(
    `CircleCI answered ${url.pathname} with status ${response.status}. Is ${url.origin} its address?`,
  );
}
