import { z } from "zod";
import { branchSha, listCommits } from "../../git/bare";
import { changedFiles, unifiedDiff } from "../../git/diff";
import { closePull } from "../../git/pushed";
import type { PullRequest } from "../../state/pull-requests";
import type { Repository } from "../../state/repositories";
import type { World } from "../../world";
import { ApiError } from "../api-error";
import { accountOfActor } from "../auth/access";
import { emitPull } from "../events/pull-request";
import { mergePull } from "../merge-pull";
import { createPull, reopenPull } from "../pulls";
import { commitView } from "../views/commit";
import { diffEntryView } from "../views/diff";
import { pullView, simplePullView } from "../views/pull-request";
import { type Api, type ApiContext, page, pullOf, readBody, repositoryOf } from "./request";

const CreatePull = z.object({
  title: z.string().min(1),
  head: z.string().min(1),
  base: z.string().min(1),
  body: z.string().nullish(),
  draft: z.boolean().default(false),
});

const UpdatePull = z.object({
  title: z.string().min(1).optional(),
  body: z.string().nullish(),
  state: z.enum(["open", "closed"]).optional(),
  base: z.string().optional(),
});

const MergePull = z.object({ sha: z.string().optional(), commit_title: z.string().optional() });

export function pullRoutes(api: Api, world: World): void {
  const base = "/repos/:owner/:repo/pulls";

  api.get(base, (c) => {
    const repository = repositoryOf(world, c, "pull_requests", "read");
    const pulls = world.state.pullRequests
      .filter((pull) => pull.repositoryId === repository.id && matchesFilters(c, pull))
      .sort((a, b) => b.number - a.number);
    if (c.req.query("direction") === "asc") pulls.reverse();
    return c.json(page(c, pulls).map((pull) => simplePullView(world, pull)));
  });

  api.post(base, async (c) => {
    const repository = repositoryOf(world, c, "pull_requests", "write");
    const { title, head, base: baseRef, body, draft } = await readBody(c, "PullRequest", CreatePull);
    const author = accountOfActor(world, c.get("actor")).login;
    const pull = await createPull(world, repository, {
      title,
      head,
      base: baseRef,
      body: body ?? "",
      draft,
      author,
    });
    return c.json(await pullView(world, pull), 201);
  });

  api.get(`${base}/:number`, async (c) => {
    const repository = repositoryOf(world, c, "pull_requests", "read");
    const pull = pullOf(world, c, repository);
    if (/\bdiff\b/.test(c.req.header("accept") ?? ""))
      return c.text(await unifiedDiff(world, repository, `${pull.baseSha}...${pull.headSha}`));
    return c.json(await pullView(world, pull));
  });

  api.patch(`${base}/:number`, async (c) => {
    const repository = repositoryOf(world, c, "pull_requests", "write");
    const pull = pullOf(world, c, repository);
    const body = await readBody(c, "PullRequest", UpdatePull);
    await updatePull(repository, pull, body, accountOfActor(world, c.get("actor")).login);
    return c.json(await pullView(world, pull));
  });

  api.get(`${base}/:number/files`, async (c) => {
    const repository = repositoryOf(world, c, "pull_requests", "read");
    const pull = pullOf(world, c, repository);
    const files = await changedFiles(world, repository, `${pull.baseSha}...${pull.headSha}`);
    return c.json(page(c, files).map((file) => diffEntryView(world, repository, pull.headSha, file)));
  });

  api.get(`${base}/:number/commits`, async (c) => {
    const repository = repositoryOf(world, c, "pull_requests", "read");
    const pull = pullOf(world, c, repository);
    const commits = await listCommits(world, repository, `${pull.baseSha}..${pull.headSha}`);
    return c.json(page(c, commits).map((commit) => commitView(world, repository, commit)));
  });

  api.put(`${base}/:number/merge`, async (c) => {
    const repository = repositoryOf(world, c, "contents", "write");
    const pull = pullOf(world, c, repository);
    const body = await readBody(c, "PullRequest", MergePull);
    if (body.sha && body.sha !== pull.headSha)
      throw new ApiError(409, "Head branch was modified. Review and try the merge again.");
    const sha = await mergePull(world, pull, accountOfActor(world, c.get("actor")));
    return c.json({ sha, merged: true, message: "Pull Request successfully merged" });
  });

  api.get(`${base}/:number/merge`, (c) => {
    const repository = repositoryOf(world, c, "contents", "read");
    return c.body(null, pullOf(world, c, repository).mergedAt ? 204 : 404);
  });

  async function updatePull(
    repository: Repository,
    pull: PullRequest,
    body: z.output<typeof UpdatePull>,
    sender: string,
  ): Promise<void> {
    const changes: Record<string, { from: string }> = {};
    if (body.title !== undefined && body.title !== pull.title) changes.title = { from: pull.title };
    if (body.body !== undefined && (body.body ?? "") !== pull.body) changes.body = { from: pull.body };
    pull.title = body.title ?? pull.title;
    if (body.body !== undefined) pull.body = body.body ?? "";
    if (body.base !== undefined) {
      const sha = await branchSha(world, repository, body.base);
      if (!sha)
        throw new ApiError(422, "Validation Failed", [
          { resource: "PullRequest", field: "base", code: "invalid" },
        ]);
      if (body.base !== pull.baseRef) Object.assign(changes, { base: baseChange(pull) });
      Object.assign(pull, { baseRef: body.base, baseSha: sha });
    }
    pull.updatedAt = world.clock.iso();
    world.save();
    if (Object.keys(changes).length > 0) await emitPull(world, pull, "edited", sender, { changes });
    if (body.state === "closed" && pull.state === "open") await closePull(world, pull, sender);
    if (body.state === "open" && pull.state === "closed") await reopenPull(world, pull, sender);
  }
}

function baseChange({ baseRef, baseSha }: PullRequest) {
  return { ref: { from: baseRef }, sha: { from: baseSha } };
}

function matchesFilters(c: ApiContext, pull: PullRequest): boolean {
  const state = c.req.query("state") ?? "open";
  if (state !== "all" && pull.state !== state) return false;
  const base = c.req.query("base");
  if (base !== undefined && pull.baseRef !== base) return false;
  const head = c.req.query("head");
  // `head` is OWNER:BRANCH; without an owner GitHub ignores it.
  if (!head?.includes(":")) return true;
  return pull.headRef === head.slice(head.indexOf(":") + 1);
}
