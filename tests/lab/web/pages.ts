import { readFile } from "node:fs/promises";
import type { Context, Hono } from "hono";
import { hasLog, jobLogFile } from "../ci/run-job";
import { bareFolder, resolveSha } from "../git/bare";
import { unifiedDiff } from "../git/diff";
import { gitBytes, gitOrNull } from "../git/run";
import { canSee } from "../github/auth/access";
import { readDeliveryRecord, redeliver } from "../github/events/deliver";
import { findPullRequest, findRepository, runById } from "../state/lookup";
import type { PullRequest } from "../state/pull-requests";
import type { Repository } from "../state/repositories";
import type { World } from "../world";
import { deliveriesPage, deliveryPage } from "./delivery-pages";
import { repositoriesPage } from "./repositories-page";
import { pullPage, repositoryPage } from "./repository-pages";
import { jobPage, runPage } from "./run-pages";

/**
 * The pages a person clicks through. They show everything to everybody: the lab listens on the loopback interface only, and
 * what the product may see is decided by the API, not here.
 */
export function pageRoutes(app: Hono, world: World): void {
  app.get("/", (c) => c.html(repositoriesPage(world)));

  app.get("/_lab/deliveries", (c) => c.html(deliveriesPage(world)));
  app.get("/_lab/deliveries/:id", async (c) => {
    const delivery = world.state.deliveries.find((one) => one.id === Number(c.req.param("id")));
    if (!delivery) return missing(c, "delivery");
    return c.html(deliveryPage(delivery, await readDeliveryRecord(world, delivery)));
  });
  app.post("/_lab/deliveries/:id/attempts", async (c) => {
    const delivery = world.state.deliveries.find((one) => one.id === Number(c.req.param("id")));
    if (!delivery) return missing(c, "delivery");
    await redeliver(world, delivery);
    return c.redirect("/_lab/deliveries", 303);
  });

  app.get("/_lab/avatars/:file", (c) => {
    const hue = (Number.parseInt(c.req.param("file"), 10) * 47) % 360;
    const square = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" rx="2" fill="hsl(${hue} 60% 55%)"/></svg>`;
    return c.body(square, 200, { "content-type": "image/svg+xml" });
  });

  app.get("/:owner/:repo", (c) => {
    const repository = repositoryOf(c);
    return repository ? c.html(repositoryPage(world, repository)) : missing(c, "repository");
  });

  app.get("/:owner/:repo/pull/:number", async (c) => {
    const found = pullOf(c);
    if (!found) return missing(c, "pull request");
    const { repository, pull } = found;
    const diff = await unifiedDiff(world, repository, `${pull.baseSha}...${pull.headSha}`);
    return c.html(pullPage(world, repository, pull, diff));
  });

  app.get("/:owner/:repo/actions/runs/:id", (c) => {
    const run = world.state.workflowRuns.find((one) => one.id === Number(c.req.param("id")));
    return run ? c.html(runPage(world, run)) : missing(c, "run");
  });

  app.get("/:owner/:repo/actions/runs/:run/job/:id", async (c) => {
    const job = world.state.jobs.find((one) => one.id === Number(c.req.param("id")));
    if (!job) return missing(c, "job");
    const log = hasLog(world, job.id) ? await readFile(jobLogFile(world, job.id), "utf8") : "";
    return c.html(jobPage(world, runById(world, job.runId), job, log));
  });

  // The app's own checks lead to the page it names, as on GitHub they lead to a page with its button.
  app.get("/:owner/:repo/runs/:id", (c) => {
    const check = world.state.checkRuns.find((one) => one.id === Number(c.req.param("id")));
    return check?.detailsUrl ? c.redirect(check.detailsUrl, 302) : missing(c, "check run");
  });

  app.get("/:owner/:repo/raw/:ref/:path{.+}", async (c) => {
    const repository = repositoryOf(c);
    const sha = repository && (await resolveSha(world, repository, c.req.param("ref")));
    // Raw files are read without a session here, so only what is public.
    if (!repository || !sha || !canSee(world, { kind: "anonymous" }, repository)) return missing(c, "file");
    const object = `${sha}:${c.req.param("path")}`;
    const type = await gitOrNull(bareFolder(world, repository), ["cat-file", "-t", object]);
    if (type?.trim() !== "blob") return missing(c, "file");
    const content = await gitBytes(bareFolder(world, repository), ["cat-file", "blob", object]);
    return c.body(new Uint8Array(content), 200, { "content-type": "text/plain; charset=utf-8" });
  });

  function repositoryOf(c: Context): Repository | null {
    return findRepository(world, c.req.param("owner") ?? "", c.req.param("repo") ?? "");
  }

  function pullOf(c: Context): { repository: Repository; pull: PullRequest } | null {
    const repository = repositoryOf(c);
    const pull = repository && findPullRequest(world, repository.id, Number(c.req.param("number")));
    return repository && pull ? { repository, pull } : null;
  }
}

function missing(c: Context, what: string) {
  return c.text(`There is no such ${what}.`, 404);
}
