import { branchSha, listCommits, listRefs, mergeBase, readCommit, resolveSha } from "../../git/bare";
import { changedFiles } from "../../git/diff";
import { accountOf, repositoryById } from "../../state/lookup";
import type { Repository } from "../../state/repositories";
import type { World } from "../../world";
import { notFound } from "../api-error";
import { canSee, roleOf } from "../auth/access";
import { nodeId } from "../node-id";
import { accountView } from "../views/account";
import { commitView } from "../views/commit";
import { diffEntryView } from "../views/diff";
import { branchRules, isProtected, protectionView } from "../views/protection";
import { simplePullView } from "../views/pull-request";
import { permissionsView, repositoryView } from "../views/repository";
import { repositoryApi, repositoryWeb } from "../views/urls";
import { type Api, type ApiContext, numberParam, page, repositoryOf, textParam } from "./request";

/** Repositories, branches and commits, read-only. */
export function repositoryRoutes(api: Api, world: World): void {
  api.get("/repos/:owner/:repo", (c) => c.json(detail(c, repositoryOf(world, c, "metadata", "read"))));

  api.get("/repositories/:id", (c) => {
    const repository = world.state.repositories.find((one) => one.id === numberParam(c, "id"));
    if (!repository || !canSee(world, c.get("actor"), repository)) throw notFound();
    return c.json(detail(c, repository));
  });

  api.get("/repos/:owner/:repo/activity", (c) => {
    const repository = repositoryOf(world, c, "contents", "read");
    const ref = c.req.query("ref");
    const wanted = ref === undefined || ref.startsWith("refs/") ? ref : `refs/heads/${ref}`;
    const moves = world.state.activities
      .filter((one) => one.repositoryId === repository.id && (wanted === undefined || one.ref === wanted))
      .sort((left, right) => right.id - left.id);
    return c.json(
      page(c, moves).map((one) => ({
        id: one.id,
        node_id: nodeId("Ref", `push:${one.id}`),
        before: one.before,
        after: one.after,
        ref: one.ref,
        timestamp: one.at,
        activity_type: one.type,
        actor: accountView(world, accountOf(world, one.actor)),
      })),
    );
  });

  api.get("/repos/:owner/:repo/branches", async (c) => {
    const repository = repositoryOf(world, c, "contents", "read");
    const refs = page(c, await listRefs(world, repository, "refs/heads"));
    return c.json(refs.map((ref) => shortBranch(repository, ref.name.slice("refs/heads/".length), ref.sha)));
  });

  api.get("/repos/:owner/:repo/branches/:branch/protection", (c) => {
    const repository = repositoryOf(world, c, "administration", "read");
    const branch = textParam(c, "branch");
    if (!isProtected(repository, branch)) throw notFound();
    return c.json(protectionView(world, repository, branch));
  });

  api.get("/repos/:owner/:repo/branches/:branch", async (c) => {
    const repository = repositoryOf(world, c, "contents", "read");
    const branch = textParam(c, "branch");
    const sha = await branchSha(world, repository, branch);
    if (!sha) throw notFound();
    const url = `${repositoryApi(world, repository)}/branches/${branch}`;
    return c.json({
      ...shortBranch(repository, branch, sha),
      commit: commitView(world, repository, await readCommit(world, repository, sha)),
      _links: { self: url, html: `${repositoryWeb(world, repository)}/tree/${branch}` },
      protection: isProtected(repository, branch)
        ? protectionView(world, repository, branch)
        : { enabled: false, required_status_checks: { enforcement_level: "off", contexts: [], checks: [] } },
      protection_url: `${url}/protection`,
    });
  });

  api.get("/repos/:owner/:repo/rules/branches/:branch", (c) => {
    const repository = repositoryOf(world, c, "metadata", "read");
    return c.json(page(c, branchRules(world, repository, textParam(c, "branch"))));
  });

  api.get("/repos/:owner/:repo/commits", async (c) => {
    const repository = repositoryOf(world, c, "contents", "read");
    const sha = await resolveSha(world, repository, c.req.query("sha") ?? repository.defaultBranch);
    if (!sha) throw notFound();
    const commits = (await listCommits(world, repository, sha)).reverse();
    return c.json(page(c, commits).map((commit) => commitView(world, repository, commit)));
  });

  api.get("/repos/:owner/:repo/commits/:ref/pulls", async (c) => {
    const repository = repositoryOf(world, c, "pull_requests", "read");
    const sha = textParam(c, "ref");
    // A fork's commit is known here through refs/pull/N/head, and its pull request is found by it.
    const pulls = world.state.pullRequests.filter(
      (pull) => pull.repositoryId === repository.id && pull.headSha === sha,
    );
    return c.json(page(c, pulls).map((pull) => simplePullView(world, pull)));
  });

  api.get("/repos/:owner/:repo/commits/:ref", async (c) => {
    const repository = repositoryOf(world, c, "contents", "read");
    const sha = await resolveSha(world, repository, textParam(c, "ref"));
    if (!sha) throw notFound();
    const commit = await readCommit(world, repository, sha);
    const parent = commit.parents[0];
    const files = parent ? await changedFiles(world, repository, `${parent}..${sha}`) : [];
    const sum = (key: "additions" | "deletions") => files.reduce((total, file) => total + file[key], 0);
    const [additions, deletions] = [sum("additions"), sum("deletions")];
    return c.json({
      ...commitView(world, repository, commit),
      stats: { additions, deletions, total: additions + deletions },
      files: files.map((file) => diffEntryView(world, repository, sha, file)),
    });
  });

  api.get("/repos/:owner/:repo/compare/:basehead", async (c) => {
    const repository = repositoryOf(world, c, "contents", "read");
    const [baseName = "", headName = ""] = textParam(c, "basehead").split("...");
    const base = await resolveSha(world, repository, baseName);
    const head = await resolveSha(world, repository, headName);
    if (!base || !head) throw notFound();
    return c.json(await comparison(repository, base, head));
  });

  function detail(c: ApiContext, repository: Repository) {
    const actor = c.get("actor");
    const parent = repository.parentId === null ? null : repositoryById(world, repository.parentId);
    return {
      ...repositoryView(world, repository),
      ...(actor.kind === "user"
        ? { permissions: permissionsView(roleOf(world, repository, actor.login)) }
        : {}),
      ...(parent ? { parent: repositoryView(world, parent), source: repositoryView(world, parent) } : {}),
    };
  }

  function shortBranch(repository: Repository, name: string, sha: string) {
    const url = repositoryApi(world, repository);
    return { name, commit: { sha, url: `${url}/commits/${sha}` }, protected: isProtected(repository, name) };
  }

  async function comparison(repository: Repository, base: string, head: string) {
    const common = (await mergeBase(world, repository, base, head)) ?? base;
    const ahead = await listCommits(world, repository, `${base}..${head}`);
    const behind = await listCommits(world, repository, `${head}..${base}`);
    const files = await changedFiles(world, repository, `${common}..${head}`);
    const status =
      ahead.length > 0
        ? behind.length > 0
          ? "diverged"
          : "ahead"
        : behind.length > 0
          ? "behind"
          : "identical";
    const web = `${repositoryWeb(world, repository)}/compare/${base}...${head}`;
    return {
      url: `${repositoryApi(world, repository)}/compare/${base}...${head}`,
      html_url: web,
      permalink_url: web,
      diff_url: `${web}.diff`,
      patch_url: `${web}.patch`,
      base_commit: commitView(world, repository, await readCommit(world, repository, base)),
      merge_base_commit: commitView(world, repository, await readCommit(world, repository, common)),
      status,
      ahead_by: ahead.length,
      behind_by: behind.length,
      total_commits: ahead.length,
      commits: ahead.map((commit) => commitView(world, repository, commit)),
      files: files.map((file) => diffEntryView(world, repository, head, file)),
    };
  }
}
