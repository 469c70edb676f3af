import { createHash, randomBytes } from "node:crypto";
import { decodeJwt, importSPKI, jwtVerify, SignJWT } from "jose";
import { publicKeyOf } from "../../keys";
import type { Installation, Permissions, Token } from "../../state/app";
import { registeredApp } from "../../state/lookup";
import type { World } from "../../world";
import { ApiError } from "../api-error";
import type { Actor } from "./actor";

const hourMs = 3_600_000;

export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/**
 * A new installation token in the form GitHub began to hand out in 2026: `ghs_`, the app id and a JWT, several hundred
 * characters long. Valid for one hour.
 */
export async function createInstallationToken(
  world: World,
  installation: Installation,
  repositoryIds: number[] | null,
  permissions: Permissions,
): Promise<{ token: string; expiresAt: string }> {
  const expires = new Date(world.clock.now().getTime() + hourMs);
  const jwt = await new SignJWT({
    installation: installation.id,
    nonce: randomBytes(24).toString("base64url"),
  })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setExpirationTime(Math.floor(expires.getTime() / 1000))
    .sign(world.secret);
  const token = `ghs_${registeredApp(world).id}_${jwt}`;
  const expiresAt = expires.toISOString();
  remember(world, {
    kind: "installation",
    hash: hashToken(token),
    installationId: installation.id,
    repositoryIds,
    permissions,
    expiresAt,
  });
  return { token, expiresAt };
}

export interface UserTokens {
  accessToken: string;
  refreshToken: string;
  expiresInSeconds: number;
  refreshExpiresInSeconds: number;
}

/** Tokens of a person who signed in: eight hours, and a refresh token for six months. */
export function createUserTokens(world: World, login: string): UserTokens {
  const expiresInSeconds = 28_800;
  const refreshExpiresInSeconds = 15_811_200;
  const accessToken = `ghu_${randomBytes(27).toString("hex").slice(0, 36)}`;
  const refreshToken = `ghr_${randomBytes(40).toString("hex").slice(0, 76)}`;
  const now = world.clock.now().getTime();
  const at = (seconds: number) => new Date(now + seconds * 1000).toISOString();
  remember(world, { kind: "user", hash: hashToken(accessToken), login, expiresAt: at(expiresInSeconds) });
  remember(world, {
    kind: "refresh",
    hash: hashToken(refreshToken),
    login,
    expiresAt: at(refreshExpiresInSeconds),
  });
  return { accessToken, refreshToken, expiresInSeconds, refreshExpiresInSeconds };
}

function remember(world: World, token: Token): void {
  const now = world.clock.now().toISOString();
  world.state.tokens = world.state.tokens.filter((one) => one.expiresAt > now);
  world.state.tokens.push(token);
  world.save();
}

export function findToken(world: World, token: string): Token | null {
  const hash = hashToken(token);
  const found = world.state.tokens.find((one) => one.hash === hash);
  if (!found || found.expiresAt <= world.clock.now().toISOString()) return null;
  return found;
}

/** Who a credential belongs to. A credential that is there but wrong is never anonymous. */
export async function actorOfCredential(world: World, credential: string | null): Promise<Actor> {
  if (!credential) return { kind: "anonymous" };
  const token = findToken(world, credential);
  if (token?.kind === "installation") {
    const installation = world.state.installations.find((one) => one.id === token.installationId);
    if (!installation) throw new ApiError(401, "Bad credentials");
    if (installation.suspendedAt) throw new ApiError(403, "This installation has been suspended");
    return { kind: "installation", token };
  }
  if (token?.kind === "user") return { kind: "user", login: token.login };
  if (!looksLikeJwt(credential)) throw new ApiError(401, "Bad credentials");
  await verifyAppJwt(world, credential);
  return { kind: "app" };
}

function looksLikeJwt(credential: string): boolean {
  return !credential.startsWith("gh") && credential.split(".").length === 3;
}

const appJwtLifeSecondsMax = 600;
const clockSkewSeconds = 60;

/** https://docs.github.com/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app */
async function verifyAppJwt(world: World, jwt: string): Promise<void> {
  const now = world.clock.now();
  const { app } = world.state;
  if (app === null) throw new ApiError(404, "Integration not found");
  try {
    const key = await importSPKI(publicKeyOf(app.privateKeyPem), "RS256");
    await jwtVerify(jwt, key, { algorithms: ["RS256"], currentDate: now, clockTolerance: 5 });
  } catch {
    throw new ApiError(401, "A JSON web token could not be decoded");
  }
  const claims = decodeJwt(jwt);
  const issuers = [String(app.id), app.clientId];
  if (!issuers.includes(String(claims.iss)))
    throw new ApiError(401, "'Issuer' claim ('iss') must be the App ID");
  const latestSeconds = now.getTime() / 1000 + appJwtLifeSecondsMax + clockSkewSeconds;
  if (!claims.exp || claims.exp > latestSeconds)
    throw new ApiError(401, "'Expiration time' claim ('exp') is too far in the future");
}
