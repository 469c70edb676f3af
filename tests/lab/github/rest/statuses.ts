import { z } from "zod";
import { readCommit, resolveSha } from "../../git/bare";
import type { CommitStatus } from "../../state/checks";
import { takeId } from "../../state/lookup";
import type { Repository } from "../../state/repositories";
import type { World } from "../../world";
import { notFound } from "../api-error";
import { accountOfActor } from "../auth/access";
import { emitInRepository } from "../events/emit";
import { commitView } from "../views/commit";
import { minimalRepositoryView } from "../views/repository";
import { statusView } from "../views/status";
import { repositoryApi } from "../views/urls";
import { type Api, type ApiContext, page, readBody, repositoryOf, textParam } from "./request";

const CreateStatus = z.object({
  state: z.enum(["error", "failure", "pending", "success"]),
  target_url: z.string().nullish(),
  description: z.string().max(140).nullish(),
  context: z.string().default("default"),
});

/** Commit statuses: the older way by which other services report. */
export function statusRoutes(api: Api, world: World): void {
  api.post("/repos/:owner/:repo/statuses/:sha", async (c) => {
    const repository = repositoryOf(world, c, "statuses", "write");
    const sha = await shaOf(c, repository, "sha");
    const body = await readBody(c, "Status", CreateStatus);
    const creator = accountOfActor(world, c.get("actor")).login;
    const status = await addStatus(world, repository, {
      sha,
      state: body.state,
      context: body.context,
      description: body.description ?? null,
      targetUrl: body.target_url ?? null,
      creator,
    });
    return c.json(statusView(world, status), 201);
  });

  api.get("/repos/:owner/:repo/commits/:ref/statuses", async (c) => {
    const repository = repositoryOf(world, c, "statuses", "read");
    const all = statusesOf(repository, await shaOf(c, repository, "ref"));
    return c.json(page(c, all).map((one) => statusView(world, one)));
  });

  api.get("/repos/:owner/:repo/commits/:ref/status", async (c) => {
    const repository = repositoryOf(world, c, "statuses", "read");
    const sha = await shaOf(c, repository, "ref");
    const latest = [
      ...new Map(
        statusesOf(repository, sha)
          .reverse()
          .map((one) => [one.context, one]),
      ).values(),
    ];
    const url = `${repositoryApi(world, repository)}/commits/${sha}`;
    return c.json({
      state: combinedState(latest),
      statuses: page(c, latest).map((one) => statusView(world, one)),
      sha,
      total_count: latest.length,
      repository: minimalRepositoryView(world, repository),
      commit_url: url,
      url: `${url}/status`,
    });
  });

  async function shaOf(c: ApiContext, repository: Repository, param: string): Promise<string> {
    const sha = await resolveSha(world, repository, textParam(c, param));
    if (!sha) throw notFound();
    return sha;
  }

  /** Newest first. */
  function statusesOf(repository: Repository, sha: string): CommitStatus[] {
    return world.state.statuses
      .filter((one) => one.repositoryId === repository.id && one.sha === sha)
      .sort((a, b) => b.id - a.id);
  }
}

function combinedState(latest: readonly CommitStatus[]): string {
  if (latest.some((one) => one.state === "failure" || one.state === "error")) return "failure";
  return latest.length === 0 || latest.some((one) => one.state === "pending") ? "pending" : "success";
}

export async function addStatus(
  world: World,
  repository: Repository,
  given: Pick<CommitStatus, "sha" | "state" | "context" | "description" | "targetUrl" | "creator">,
): Promise<CommitStatus> {
  const status: CommitStatus = {
    id: takeId(world),
    repositoryId: repository.id,
    createdAt: world.clock.iso(),
    ...given,
  };
  world.state.statuses.push(status);
  world.save();
  const commit = commitView(world, repository, await readCommit(world, repository, status.sha));
  emitInRepository(world, repository, {
    name: "status",
    action: null,
    sender: status.creator,
    payload: {
      id: status.id,
      sha: status.sha,
      name: `${repository.owner}/${repository.name}`,
      avatar_url: null,
      target_url: status.targetUrl,
      context: status.context,
      description: status.description,
      state: status.state,
      commit,
      branches: world.state.pullRequests
        .filter((pull) => pull.headRepositoryId === repository.id && pull.headSha === status.sha)
        .map((pull) => ({
          name: pull.headRef,
          commit: { sha: status.sha, url: commit.url },
          protected: false,
        })),
      created_at: status.createdAt,
      updated_at: status.createdAt,
    },
  });
  return status;
}
