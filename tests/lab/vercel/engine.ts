import { randomBytes } from "node:crypto";
import { readCommit } from "../git/bare";
import { createWorkQueue } from "../work-queue";
import type { ProviderEngine, World } from "../world";
import type { VercelDeployment } from "./model";
import { reportOnGitHub } from "./report";
import { type BuildEnd, runBuild } from "./run-build";
import { vercelId } from "./seed";

/** One deployment for each push to a repository that was imported. */
export function createVercelEngine(worldOf: () => World): ProviderEngine {
  const queue = createWorkQueue(() => worldOf().options.jobsAtOnce, "Vercel");
  const now = () => worldOf().clock.now().getTime();

  async function deploy(deployment: VercelDeployment, signal: AbortSignal): Promise<void> {
    const world = worldOf();
    Object.assign(deployment, { readyState: "BUILDING", buildingAt: now() });
    await reportOnGitHub(world, deployment);
    const end: BuildEnd = await runBuild(world, deployment, signal).catch((error: unknown) => ({
      ok: false,
      code: "UNEXPECTED_ERROR",
      message: String(error),
    }));
    // What a stopping lab broke off is built anew by the next one.
    if (signal.aborted) return;
    if (end.ok) Object.assign(deployment, { readyState: "READY", ready: now() });
    else Object.assign(deployment, { readyState: "ERROR", error: { code: end.code, message: end.message } });
    world.save();
    await reportOnGitHub(world, deployment);
  }

  return {
    async pushed(repository, branch, sha, actor) {
      const world = worldOf();
      const project = world.state.vercel.projects.find((one) => one.repositoryId === repository.id);
      if (project === undefined) return;
      const { message } = await readCommit(world, repository, sha);
      const deployment: VercelDeployment = {
        id: vercelId("dpl"),
        projectId: project.id,
        hash: randomBytes(5).toString("hex").slice(0, 9),
        branch,
        sha,
        message: message.trim(),
        author: actor,
        readyState: "QUEUED",
        createdAt: now(),
        buildingAt: null,
        ready: null,
        error: null,
      };
      world.state.vercel.deployments.push(deployment);
      world.save();
      queue.add((signal) => deploy(deployment, signal));
    },

    idle: queue.idle,

    resume() {
      for (const deployment of worldOf().state.vercel.deployments)
        if (deployment.readyState === "QUEUED" || deployment.readyState === "BUILDING")
          queue.add((signal) => deploy(deployment, signal));
    },

    close: queue.close,
  };
}
