import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { Context, Hono } from "hono";
import { createUserTokens, findToken, hashToken } from "../github/auth/tokens";
import type { Account } from "../state/accounts";
import { accountOf } from "../state/lookup";
import type { World } from "../world";
import { html } from "./html";
import { layout } from "./layout";

const codeLifeMs = 600_000;

/** GitHub's web sign-in flow. Instead of a password the page offers the people of this world, one click each. */
export function oauthRoutes(app: Hono, world: World): void {
  app.get("/login/oauth/authorize", (c) => {
    const refusal = refuseClient(world, c.req.query("client_id"), c.req.query("redirect_uri"));
    if (refusal) return c.html(layout("Sign in", html`<h1>Sign in</h1><p class="bad">${refusal}</p>`), 400);
    return c.html(signInPage(world, c));
  });

  app.post("/login/oauth/authorize", async (c) => {
    const form = await c.req.parseBody();
    const field = (name: string) => (typeof form[name] === "string" ? form[name] : "");
    const redirectUri = field("redirect_uri");
    const refusal = refuseClient(world, field("client_id"), redirectUri);
    const person = people(world).find((one) => one.login === field("login"));
    if (refusal || !person) return c.text(refusal ?? "There is no such user.", 400);
    const code = randomBytes(10).toString("hex");
    world.state.oauthCodes.push({
      code,
      login: person.login,
      redirectUri,
      codeChallenge: field("code_challenge") || null,
      expiresAt: new Date(world.clock.now().getTime() + codeLifeMs).toISOString(),
    });
    world.save();
    const target = new URL(redirectUri);
    target.searchParams.set("code", code);
    if (field("state")) target.searchParams.set("state", field("state"));
    return c.redirect(target.href, 302);
  });

  app.post("/login/oauth/access_token", async (c) => {
    const body = await tokenRequest(c);
    // GitHub answers mistakes here with status 200 and an error code.
    if (
      body.client_id !== world.state.app?.clientId ||
      !sameSecret(body.client_secret ?? "", world.state.app?.clientSecret ?? "")
    )
      return answerToken(c, {
        error: "incorrect_client_credentials",
        error_description: "The client_id and/or client_secret passed are incorrect.",
      });
    const login =
      body.grant_type === "refresh_token" ? spendRefreshToken(world, body) : spendCode(world, body);
    if (!login) {
      const error = body.grant_type === "refresh_token" ? "bad_refresh_token" : "bad_verification_code";
      return answerToken(c, { error, error_description: "The code passed is incorrect or expired." });
    }
    const tokens = createUserTokens(world, login);
    return answerToken(c, {
      access_token: tokens.accessToken,
      expires_in: tokens.expiresInSeconds,
      refresh_token: tokens.refreshToken,
      refresh_token_expires_in: tokens.refreshExpiresInSeconds,
      token_type: "bearer",
      scope: "",
    });
  });
}

function people(world: World): Account[] {
  return world.state.accounts.filter((account) => account.type === "User");
}

function refuseClient(
  world: World,
  clientId: string | undefined,
  redirectUri: string | undefined,
): string | null {
  const { app } = world.state;
  if (app === null || clientId !== app.clientId)
    return `There is no app with the client id ${clientId ?? "(none)"}.`;
  if (!redirectUri || !URL.canParse(redirectUri)) return "The redirect_uri is missing or no address.";
  const allowed = app.callbackUrls;
  const { hostname } = new URL(redirectUri);
  const loopback = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  if (allowed.length > 0 ? allowed.some((one) => redirectUri.startsWith(one)) : loopback) return null;
  return "The redirect_uri is not associated with this application.";
}

function signInPage(world: World, c: Context) {
  const carried = ["client_id", "redirect_uri", "state", "code_challenge"];
  const hidden = carried.map(
    (name) => html`<input type="hidden" name="${name}" value="${c.req.query(name) ?? ""}">`,
  );
  const buttons = people(world).map(
    (person) => html`
      <button name="login" value="${person.login}">
        <strong>${person.name}</strong> <span class="muted">@${person.login}</span><br>
        <span class="muted">${standing(world, person)}</span>
      </button>`,
  );
  return layout(
    "Sign in",
    html`<h1>Sign in as …</h1>
      <p>${world.state.app?.name} would like to know who you are.</p>
      <form method="post" action="/login/oauth/authorize" class="people">${hidden}${buttons}</form>`,
  );
}

/** What this person may do, so that one knows whom to click on. */
function standing(world: World, person: Account): string {
  const organizations = world.state.memberships
    .filter((one) => one.user === person.login)
    .map((one) => `${one.role === "admin" ? "owner" : "member"} of ${one.organization}`);
  const repositories = world.state.repositories
    .filter((one) => one.collaborators[person.login] !== undefined)
    .map((one) => `${one.collaborators[person.login]} in ${one.owner}/${one.name}`);
  return [...organizations, ...repositories].join(", ") || "belongs to no organization";
}

async function tokenRequest(c: Context): Promise<Record<string, string>> {
  if (c.req.header("content-type")?.includes("json")) return (await c.req.json()) as Record<string, string>;
  const fields = Object.fromEntries(new URLSearchParams(await c.req.text()));
  // Some clients send their credentials the way RFC 6749 prefers.
  const [scheme, value = ""] = (c.req.header("authorization") ?? "").split(" ");
  if (scheme?.toLowerCase() !== "basic") return fields;
  const [id = "", ...secret] = Buffer.from(value, "base64").toString().split(":");
  return {
    client_id: decodeURIComponent(id),
    client_secret: decodeURIComponent(secret.join(":")),
    ...fields,
  };
}

/** JSON for those who ask for it, a form otherwise, as GitHub does. */
function answerToken(c: Context, answer: Record<string, string | number>) {
  if (c.req.header("accept")?.includes("json")) return c.json(answer);
  const form = new URLSearchParams(Object.entries(answer).map(([key, value]) => [key, String(value)]));
  return c.body(form.toString(), 200, { "content-type": "application/x-www-form-urlencoded; charset=utf-8" });
}

/** A code works once, for ten minutes, and only with the verifier of its challenge. */
function spendCode(world: World, body: Record<string, string>): string | null {
  const found = world.state.oauthCodes.find((one) => one.code === body.code);
  if (!found) return null;
  world.state.oauthCodes = world.state.oauthCodes.filter((one) => one !== found);
  world.save();
  if (found.expiresAt <= world.clock.now().toISOString()) return null;
  if (body.redirect_uri && body.redirect_uri !== found.redirectUri) return null;
  const challenge = createHash("sha256")
    .update(body.code_verifier ?? "")
    .digest("base64url");
  if (found.codeChallenge && found.codeChallenge !== challenge) return null;
  return accountOf(world, found.login).login;
}

function spendRefreshToken(world: World, body: Record<string, string>): string | null {
  const token = findToken(world, body.refresh_token ?? "");
  if (token?.kind !== "refresh") return null;
  const hash = hashToken(body.refresh_token ?? "");
  world.state.tokens = world.state.tokens.filter((one) => one.hash !== hash);
  return token.login;
}

function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
