import { existsSync, readFileSync } from "node:fs";
import { type Context, Hono } from "hono";
import { accountOf } from "../state/lookup";
import type { World } from "../world";
import { placeOf } from "./addresses";
import type { BuildLine, VercelDeployment, VercelTeam, VercelToken } from "./model";
import { buildLogFile } from "./run-build";
import { deploymentView, eventView, listedView, teamView, tokenView, userView } from "./views";

interface Env {
  Variables: { token: VercelToken };
}
type VercelContext = Context<Env>;

const pageMax = 100;

/** Vercel's REST API, as far as it is read: https://vercel.com/docs/rest-api */
export function createVercelServer(world: World): Hono<Env> {
  const app = new Hono<Env>();
  const { vercel } = world.state;

  app.use("*", async (c, next) => {
    const given = /^Bearer (.+)$/.exec(c.req.header("authorization") ?? "")?.[1];
    const token = vercel.tokens.find((one) => one.token === given);
    const expired = token?.expiresAt != null && token.expiresAt <= world.clock.now().getTime();
    if (!token || expired) return refusal(c, 403, "forbidden", "Not authorized");
    c.set("token", token);
    return next();
  });

  app.get("/v2/user", (c) => c.json({ user: userView(accountOf(world, c.get("token").login)) }));

  app.get("/v5/user/tokens/current", (c) => c.json({ token: tokenView(c.get("token")) }));

  app.get("/v2/teams/:id", (c) => {
    const team = teamsOf(c).find((one) => one.id === c.req.param("id"));
    return team ? c.json(teamView(world, team)) : refusal(c, 403, "forbidden", "Not authorized");
  });

  app.get("/v7/deployments", (c) => {
    if (c.req.query("teamId") !== undefined && teamAsked(c) === null)
      return refusal(c, 403, "forbidden", "Not authorized");
    const sha = c.req.query("sha");
    const found = seen(c)
      .filter((one) => sha === undefined || one.sha === sha)
      .reverse()
      .slice(0, Math.min(Number(c.req.query("limit") ?? 20), pageMax));
    return c.json({
      deployments: found.map((one) => listedView(world, one)),
      pagination: { count: found.length, next: null, prev: found[0]?.createdAt ?? null },
    });
  });

  app.get("/v13/deployments/:id", (c) => {
    const deployment = seen(c).find((one) => one.id === c.req.param("id"));
    return deployment ? c.json(deploymentView(world, deployment)) : notFound(c);
  });

  app.get("/v3/deployments/:id/events", (c) => {
    const deployment = seen(c).find((one) => one.id === c.req.param("id"));
    if (!deployment) return notFound(c);
    const limit = Number(c.req.query("limit") ?? 10);
    const lines = linesOf(deployment);
    return c.json(
      (limit < 0 ? lines : lines.slice(0, limit)).map((line, index) => eventView(deployment, line, index)),
    );
  });

  app.notFound((c) => notFound(c));
  return app;

  function linesOf(deployment: VercelDeployment): BuildLine[] {
    const file = buildLogFile(world, deployment.id);
    return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];
  }

  function teamsOf(c: VercelContext): VercelTeam[] {
    return vercel.teams.filter((one) => c.get("token").teams.includes(one.slug));
  }

  function teamAsked(c: VercelContext): VercelTeam | null {
    return teamsOf(c).find((one) => one.id === c.req.query("teamId")) ?? null;
  }

  /** A team's deployments are there only for who asks on behalf of that team. */
  function seen(c: VercelContext): VercelDeployment[] {
    const team = teamAsked(c);
    return vercel.deployments.filter((one) => placeOf(world, one).team.id === team?.id);
  }
}

function notFound(c: Context) {
  return refusal(c, 404, "not_found", "The deployment could not be found");
}

function refusal(c: Context, status: 403 | 404, code: string, message: string) {
  return c.json({ error: { code, message } }, status);
}
