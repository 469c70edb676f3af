import { randomUUID } from "node:crypto";
import { type Context, Hono } from "hono";
import { etag } from "hono/etag";
import type { World } from "../world";
import { ApiError } from "./api-error";
import { actorOfCredential } from "./auth/tokens";
import { graphqlRoute } from "./graphql";
import { actionsRoutes } from "./rest/actions";
import { appRoutes } from "./rest/app";
import { checkRoutes } from "./rest/checks";
import { contentsRoutes } from "./rest/contents";
import { deploymentRoutes } from "./rest/deployments";
import { gitDataRoutes } from "./rest/git-data";
import { issueRoutes } from "./rest/issues";
import { pullRoutes } from "./rest/pulls";
import { createRateLimiter, rateLimitRoute, setRateHeaders } from "./rest/rate-limit";
import { refRoutes } from "./rest/refs";
import { repositoryRoutes } from "./rest/repositories";
import type { Api, ApiEnv } from "./rest/request";
import { statusRoutes } from "./rest/statuses";
import { userRoutes } from "./rest/users";

const documentationUrl = "https://docs.github.com/rest";

/** The REST API under `/api/v3` and GraphQL under `/api/graphql`, as a GitHub Enterprise Server has them. */
export function createApi(world: World): Hono<ApiEnv> {
  const rest: Api = new Hono<ApiEnv>();
  const graphql: Api = new Hono<ApiEnv>();
  const limiter = createRateLimiter(world);

  for (const api of [rest, graphql]) {
    api.onError((error, c) => answerError(c, error));
    api.use("*", async (c, next) => {
      c.header("x-github-request-id", randomUUID());
      c.header("x-github-media-type", "github.v3; format=json");
      setRateHeaders(c, limiter.take(identityOf(c)));
      c.set("actor", await actorOfCredential(world, credentialOf(c)));
      return next();
    });
  }
  rest.use("*", etag());
  rateLimitRoute(rest, limiter, identityOf);
  appRoutes(rest, world);
  userRoutes(rest, world);
  repositoryRoutes(rest, world);
  refRoutes(rest, world);
  gitDataRoutes(rest, world);
  contentsRoutes(rest, world);
  pullRoutes(rest, world);
  issueRoutes(rest, world);
  checkRoutes(rest, world);
  statusRoutes(rest, world);
  deploymentRoutes(rest, world);
  actionsRoutes(rest, world);
  rest.all("*", (c) =>
    c.json({ message: "Not Found", documentation_url: documentationUrl, status: "404" }, 404),
  );
  graphqlRoute(graphql, world);

  const app = new Hono<ApiEnv>();
  app.route("/api/v3", rest);
  app.route("/api/graphql", graphql);
  return app;
}

function answerError(c: Context, error: Error) {
  if (!(error instanceof ApiError)) {
    console.error(`The lab failed on ${c.req.method} ${c.req.path}:`, error);
    return c.json({ message: "Server Error" }, 500);
  }
  return c.json(
    {
      message: error.message,
      ...(error.errors ? { errors: error.errors } : {}),
      documentation_url: documentationUrl,
      status: String(error.status),
    },
    error.status,
  );
}

/** `token X`, `Bearer X`, or Basic with the token as password. */
function credentialOf(c: Context): string | null {
  const header = c.req.header("authorization");
  if (!header) return null;
  const [scheme = "", value = ""] = header.split(/\s+/);
  if (scheme.toLowerCase() !== "basic") return value;
  return Buffer.from(value, "base64").toString().split(":").slice(1).join(":");
}

function identityOf(c: Context): string {
  return credentialOf(c) ?? "anonymous";
}
