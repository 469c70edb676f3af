import { existsSync, readFileSync } from "node:fs";
import { type Context, Hono } from "hono";
import { blobLink } from "../blobs/links";
import type { World } from "../world";
import { buildApi, placeOf } from "./addresses";
import type { BuildkiteArtifact, BuildkiteBuild, BuildkiteToken } from "./model";
import { jobLogFile } from "./run-job";
import { artifactView, buildView, organizationView } from "./views";

interface Env {
  Variables: { token: BuildkiteToken };
}
type BuildkiteContext = Context<Env>;

const organizationPath = "/v2/organizations/:organization";
const buildPath = `${organizationPath}/pipelines/:pipeline/builds/:number`;
const pageMax = 100;

/** Buildkite's REST API, as far as it is read, and one page: https://buildkite.com/docs/apis/rest-api */
export function createBuildkiteServer(world: World): Hono<Env> {
  const app = new Hono<Env>();
  const { buildkite } = world.state;

  app.use("/v2/*", async (c, next) => {
    const given = /^Bearer (.+)$/.exec(c.req.header("authorization") ?? "")?.[1];
    const token = buildkite.tokens.find((one) => one.token === given);
    if (!token) return c.json({ message: "Authentication required." }, 401);
    c.set("token", token);
    return next();
  });

  app.get("/v2/access-token", (c) => {
    const { uuid, scopes } = c.get("token");
    return c.json({ uuid, scopes });
  });

  app.get(organizationPath, (c) => {
    const found = buildkite.organizations.find((one) => one.slug === c.req.param("organization"));
    if (!found || found.slug !== c.get("token").organization) return notFound(c);
    return c.json(organizationView(world, found));
  });

  app.get(`${organizationPath}/builds`, allowed("read_builds"), (c) => {
    const commit = c.req.query("commit");
    const found = seen(c)
      .filter((one) => commit === undefined || one.sha === commit)
      .reverse();
    return c.json(page(c, found).map((one) => buildView(world, one)));
  });

  app.get(buildPath, allowed("read_builds"), (c) => {
    const build = buildAt(c);
    return build ? c.json(buildView(world, build)) : notFound(c);
  });

  for (const ending of ["log", "log.txt"])
    app.get(`${buildPath}/jobs/:job/${ending}`, allowed("read_build_logs"), (c) => {
      const build = buildAt(c);
      const job = build?.jobs.find((one) => one.id === c.req.param("job"));
      if (!build || !job) return notFound(c);
      const file = jobLogFile(world, job.id);
      const content = existsSync(file) ? readFileSync(file, "utf8") : "";
      const plain = ending === "log.txt" || (c.req.header("accept") ?? "").startsWith("text/plain");
      if (plain) return c.text(content);
      const url = `${buildApi(world, build)}/jobs/${job.id}/log`;
      return c.json({ url, content, size: Buffer.byteLength(content), header_times: [] });
    });

  app.get(`${buildPath}/artifacts`, allowed("read_artifacts"), (c) => {
    const build = buildAt(c);
    if (!build) return notFound(c);
    return c.json(page(c, artifactsOf(build)).map((one) => artifactView(world, build, one)));
  });

  app.get(`${buildPath}/jobs/:job/artifacts/:artifact/download`, allowed("read_artifacts"), (c) => {
    const build = buildAt(c);
    const artifact = build && artifactsOf(build).find((one) => one.id === c.req.param("artifact"));
    if (!artifact || artifact.jobId !== c.req.param("job")) return notFound(c);
    const url = blobLink(world, `/buildkite-artifacts/${artifact.id}`);
    return c.json({ url }, 302, { location: url });
  });

  app.get("/:organization/:pipeline/builds/:number", (c) => c.text("A page of Buildkite."));

  app.notFound((c) => notFound(c));
  return app;

  /** The builds of the one organization that the token opens. */
  function seen(c: BuildkiteContext): BuildkiteBuild[] {
    const wanted = c.req.param("organization");
    if (wanted !== c.get("token").organization) return [];
    return buildkite.builds.filter((one) => placeOf(world, one).organization.slug === wanted);
  }

  function buildAt(c: BuildkiteContext): BuildkiteBuild | undefined {
    return seen(c).find(
      (one) =>
        placeOf(world, one).pipeline.slug === c.req.param("pipeline") &&
        one.number === Number(c.req.param("number")),
    );
  }

  function artifactsOf(build: BuildkiteBuild): BuildkiteArtifact[] {
    const jobs = new Set(build.jobs.map((job) => job.id));
    return buildkite.artifacts.filter((one) => jobs.has(one.jobId));
  }
}

function allowed(scope: string) {
  return async (c: BuildkiteContext, next: () => Promise<void>) => {
    if (c.get("token").scopes.includes(scope)) return next();
    return c.json({ message: `Forbidden. This API token lacks the scope ${scope}.` }, 403);
  };
}

/** @see https://buildkite.com/docs/apis/rest-api#pagination */
function page<T>(c: Context, all: readonly T[]): T[] {
  const size = Math.min(Number(c.req.query("per_page") ?? 30), pageMax);
  const number = Number(c.req.query("page") ?? 1);
  return all.slice((number - 1) * size, number * size);
}

function notFound(c: Context) {
  return c.json({ message: "Not Found" }, 404);
}
