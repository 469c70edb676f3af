import { z } from "zod";
import { isAncestor, listRefs, resolveSha, updateRef, zeroSha } from "../../git/bare";
import { afterPush } from "../../git/pushed";
import type { Repository } from "../../state/repositories";
import type { World } from "../../world";
import { ApiError, notFound } from "../api-error";
import { accountOfActor } from "../auth/access";
import { nodeId } from "../node-id";
import { isProtected } from "../views/protection";
import { repositoryApi } from "../views/urls";
import { type Api, type ApiContext, page, readBody, repositoryOf } from "./request";

const Sha = z.string().regex(/^[0-9a-f]{40}$/, "is not a commit id of 40 hexadecimal digits");
const CreateRef = z.object({ ref: z.string().regex(/^refs\/.+\/?.+/), sha: Sha });
const UpdateRef = z.object({ sha: Sha, force: z.boolean().default(false) });

/** Branches and tags as refs. Changes take the repository's turn and have the effects of a push. */
export function refRoutes(api: Api, world: World): void {
  const base = "/repos/:owner/:repo/git";

  api.get(`${base}/ref/:ref{.+}`, async (c) => {
    const repository = repositoryOf(world, c, "contents", "read");
    const name = refName(c);
    const ref = (await listRefs(world, repository, name)).find((one) => one.name === name);
    if (!ref) throw notFound();
    return c.json(refView(repository, name, ref.sha, ref.type));
  });

  api.get(`${base}/matching-refs/:ref{.+}`, async (c) => {
    const repository = repositoryOf(world, c, "contents", "read");
    const prefix = refName(c);
    const refs = (await listRefs(world, repository, "refs/")).filter((one) => one.name.startsWith(prefix));
    return c.json(page(c, refs).map((one) => refView(repository, one.name, one.sha, one.type)));
  });

  api.post(`${base}/refs`, async (c) => {
    const repository = repositoryOf(world, c, "contents", "write");
    const body = await readBody(c, "Reference", CreateRef);
    return world.locks.run(repository.id, async () => {
      if (!(await resolveSha(world, repository, body.sha))) throw new ApiError(422, "Object does not exist");
      if (await resolveSha(world, repository, body.ref)) throw new ApiError(422, "Reference already exists");
      await move(c, repository, body.ref, zeroSha, body.sha);
      return c.json(refView(repository, body.ref, body.sha, "commit"), 201);
    });
  });

  api.patch(`${base}/refs/:ref{.+}`, async (c) => {
    const repository = repositoryOf(world, c, "contents", "write");
    const body = await readBody(c, "Reference", UpdateRef);
    const ref = refName(c);
    return world.locks.run(repository.id, async () => {
      const before = await resolveSha(world, repository, ref);
      if (!before) throw new ApiError(422, "Reference does not exist");
      if (!(await resolveSha(world, repository, body.sha))) throw new ApiError(422, "Object does not exist");
      if (!body.force && !(await isAncestor(world, repository, before, body.sha)))
        throw new ApiError(422, "Update is not a fast forward");
      await move(c, repository, ref, before, body.sha);
      return c.json(refView(repository, ref, body.sha, "commit"));
    });
  });

  api.delete(`${base}/refs/:ref{.+}`, async (c) => {
    const repository = repositoryOf(world, c, "contents", "write");
    const ref = refName(c);
    return world.locks.run(repository.id, async () => {
      const before = await resolveSha(world, repository, ref);
      if (!before) throw new ApiError(422, "Reference does not exist");
      await move(c, repository, ref, before, zeroSha);
      return c.body(null, 204);
    });
  });

  async function move(c: ApiContext, repository: Repository, ref: string, before: string, after: string) {
    refuseProtected(repository, ref, before);
    await updateRef(world, repository, ref, after, before);
    await afterPush(world, repository, [{ ref, before, after }], accountOfActor(world, c.get("actor")).login);
  }

  function refView(repository: Repository, ref: string, sha: string, type: string) {
    const url = repositoryApi(world, repository);
    return {
      ref,
      node_id: nodeId("Ref", `${repository.id}:${ref}`),
      url: `${url}/git/${ref}`,
      object: { type, sha, url: `${url}/git/${type}s/${sha}` },
    };
  }
}

function refName(c: ApiContext): string {
  return `refs/${decodeURIComponent(c.req.param("ref") ?? "")}`;
}

function refuseProtected(repository: Repository, ref: string, before: string): void {
  const branch = ref.startsWith("refs/heads/") ? ref.slice("refs/heads/".length) : null;
  if (branch !== null && before !== zeroSha && isProtected(repository, branch))
    throw new ApiError(
      422,
      `Repository rule violations found\n\nChanges must be made through a pull request.\n\n`,
    );
  const tag = ref.startsWith("refs/tags/") ? ref.slice("refs/tags/".length) : null;
  if (tag !== null && repository.protectedTags.some((pattern) => new RegExp(globSource(pattern)).test(tag)))
    throw new ApiError(422, `Repository rule violations found\n\nCannot change this protected tag.\n\n`);
  if (branch === null && tag === null) throw new ApiError(422, "Reference name is not a branch or a tag");
}

function globSource(pattern: string): string {
  return `^${pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`;
}
