import { readFile } from "node:fs/promises";
import { zipSync } from "fflate";
import { Hono } from "hono";
import { artifactFile as buildkiteArtifactFile } from "../buildkite/run-job";
import { artifactFile } from "../ci/artifacts";
import { hasLog, jobLogFile } from "../ci/run-job";
import { stepOutputFile } from "../circleci/run-job";
import type { World } from "../world";
import { judgeLink } from "./links";

/** The second origin: logs and artifacts, by signed links only. */
export function createBlobApp(world: World): Hono {
  const app = new Hono();

  app.use("*", async (c, next) => {
    // Blob storage refuses a request that brings a second kind of permission along.
    if (c.req.header("authorization")) return c.text("InvalidAuthenticationInfo", 400);
    const verdict = judgeLink(world, c.req.path, c.req.query("se") ?? "", c.req.query("sig") ?? "");
    if (verdict !== "valid") return c.text(`AuthenticationFailed: the link is ${verdict}`, 403);
    return next();
  });

  app.get("/job-logs/:file", async (c) => {
    const jobId = Number.parseInt(c.req.param("file"), 10);
    if (!hasLog(world, jobId)) return c.text("BlobNotFound", 404);
    return download(await readFile(jobLogFile(world, jobId)), "text/plain; charset=utf-8");
  });

  app.get("/artifacts/:file", async (c) => {
    const id = Number.parseInt(c.req.param("file"), 10);
    return download(await readFile(artifactFile(world, id)), "application/zip");
  });

  app.get("/circleci-output/:file", async (c) => {
    const [, job = "", execution = "", step = ""] = /^(.+)-(\d+)-(\d+)$/.exec(c.req.param("file")) ?? [];
    const text = await readFile(stepOutputFile(world, job, Number(execution), Number(step)), "utf8");
    const message = text.replaceAll("\n", "\r\n");
    return c.json([{ message, time: world.clock.now().toISOString(), type: "out" }]);
  });

  app.get("/buildkite-artifacts/:id", async (c) =>
    download(await readFile(buildkiteArtifactFile(world, c.req.param("id"))), "application/octet-stream"),
  );

  app.get("/run-logs/:run/:file", async (c) => {
    const attempt = Number.parseInt(c.req.param("file"), 10);
    const jobs = world.state.jobs.filter(
      (job) => job.runId === Number(c.req.param("run")) && job.attempt === attempt && hasLog(world, job.id),
    );
    const entries = await Promise.all(
      jobs.map(
        async (job, index) =>
          [
            `${index}_${job.name.replace(/[/\\:]/g, "_")}.txt`,
            new Uint8Array(await readFile(jobLogFile(world, job.id))),
          ] as const,
      ),
    );
    return download(zipSync(Object.fromEntries(entries)), "application/zip");
  });

  return app;
}

function download(content: Uint8Array, type: string): Response {
  return new Response(new Uint8Array(content), { headers: { "content-type": type } });
}
