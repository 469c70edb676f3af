import { Hono } from "hono";
import type { World } from "../world";
import { type CircleApi, type CircleContext, type CircleEnv, errorBody, notFoundBody } from "./answers";
import { oauthRoutes } from "./oauth";
import { v1Routes } from "./v1";
import { v2Routes } from "./v2";
import { v3Routes } from "./v3";

/** CircleCI in one server: pages, OAuth, API v3, and v2 with v1.1. */
export function createCircleServer(world: World): Hono<CircleEnv> {
  const app: CircleApi = new Hono();
  oauthRoutes(app, world);

  app.use("/api/*", authenticated(world));
  app.use("/output/*", authenticated(world));
  v3Routes(app, world);
  v2Routes(app, world);
  v1Routes(app, world);
  app.get("/pipelines/*", (c) => c.text("A page of CircleCI."));
  app.notFound((c) => c.json(notFoundBody(c), 404));
  return app;
}

function authenticated(world: World) {
  return async (c: CircleContext, next: () => Promise<void>) => {
    const bearer = /^Bearer (.+)$/.exec(c.req.header("authorization") ?? "")?.[1];
    // API v3 takes a bearer only; the older ones a header of their own too.
    const given = bearer ?? (c.req.path.startsWith("/api/v3/") ? undefined : c.req.header("circle-token"));
    const token = world.state.circleci.tokens.find((one) => one.token === given);
    const expired = token?.expiresAt != null && new Date(token.expiresAt) <= world.clock.now();
    if (!token || expired) return c.json(errorBody(c, "unauthorized", "You must log in first."), 401);
    c.set("token", token);
    return next();
  };
}
