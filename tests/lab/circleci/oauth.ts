import { createHash, randomUUID } from "node:crypto";
import { html } from "hono/html";
import { z } from "zod";
import type { World } from "../world";
import type { CircleApi } from "./answers";
import { addCircleToken } from "./seed";

const lifeDays = 90;
const loopback = /^http:\/\/(?:127\.0\.0\.1|localhost):(\d+)\//;

const Registration = z.object({ client_name: z.string(), redirect_uris: z.array(z.string()).min(1) });

/** OAuth with dynamic client registration and PKCE: the person chooses what the token may do. */
export function oauthRoutes(app: CircleApi, world: World): void {
  const { circleci } = world.state;

  app.post("/oauth/register", async (c) => {
    const parsed = Registration.safeParse(await c.req.json().catch(() => null));
    if (!parsed.success || !parsed.data.redirect_uris.every(isLoopback))
      return c.json({ error: "invalid_redirect_uri" }, 400);
    const client = { id: randomUUID(), redirectUris: parsed.data.redirect_uris };
    circleci.clients.push(client);
    world.save();
    return c.json({ client_id: client.id, redirect_uris: client.redirectUris }, 201);
  });

  app.get("/oauth/authorize", (c) => {
    const query = c.req.query();
    const client = circleci.clients.find((one) => one.id === query.client_id);
    if (!client?.redirectUris.includes(query.redirect_uri ?? "") || query.code_challenge_method !== "S256")
      return c.text("This request cannot be allowed.", 400);
    const people = world.state.accounts.filter((one) => one.type === "User");
    return c.html(
      html`<!doctype html><title>Authorize</title><h1>Choose an access level</h1>
      ${people.map(
        (one) => html`<form method="post">
          ${Object.entries(query).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
          <input type="hidden" name="login" value="${one.login}">
          <button name="level" value="read">Allow ${one.name} to read</button>
        </form>`,
      )}`,
    );
  });

  app.post("/oauth/authorize", async (c) => {
    const form = Object.fromEntries(
      Object.entries(await c.req.parseBody()).map(([name, value]) => [name, String(value)]),
    );
    const code = randomUUID();
    circleci.codes.push({
      code,
      clientId: form.client_id ?? "",
      redirectUri: form.redirect_uri ?? "",
      challenge: form.code_challenge ?? "",
      login: form.login ?? "",
      level: form.level === "write" || form.level === "admin" ? form.level : "read",
    });
    const back = new URL(form.redirect_uri ?? "");
    back.searchParams.set("code", code);
    back.searchParams.set("state", form.state ?? "");
    return c.redirect(back.href);
  });

  app.post("/oauth/token", async (c) => {
    const form = await c.req.parseBody();
    const index = circleci.codes.findIndex((one) => one.code === form.code);
    const [code] = index === -1 ? [] : circleci.codes.splice(index, 1);
    const proof = createHash("sha256").update(String(form.code_verifier)).digest("base64url");
    if (!code || code.challenge !== proof || code.redirectUri !== form.redirect_uri)
      return c.json({ error: "invalid_grant" }, 400);
    const organizations = world.state.memberships
      .filter((one) => one.user === code.login)
      .map((one) => one.organization);
    const expiresAt = new Date(world.clock.now().getTime() + lifeDays * 86_400_000).toISOString();
    const { token } = addCircleToken(world, {
      login: code.login,
      level: code.level,
      organizations,
      expiresAt,
    });
    return c.json({
      access_token: token,
      token_type: "Bearer",
      expires_in: lifeDays * 86_400,
      scope: code.level,
    });
  });
}

function isLoopback(uri: string): boolean {
  const port = Number(loopback.exec(uri)?.[1] ?? 0);
  return port >= 1025 && port <= 65_535;
}
