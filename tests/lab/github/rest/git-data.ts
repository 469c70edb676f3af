import { z } from "zod";
import { bareFolder, readCommit } from "../../git/bare";
import { git, gitOrNull } from "../../git/run";
import type { Repository } from "../../state/repositories";
import type { World } from "../../world";
import { ApiError, notFound } from "../api-error";
import { accountOfActor } from "../auth/access";
import { noReplyAddress } from "../no-reply-address";
import { nodeId } from "../node-id";
import { commitView, signingCommitter } from "../views/commit";
import { repositoryApi } from "../views/urls";
import { type Api, readBody, repositoryOf, textParam } from "./request";

const Blob = z.object({ content: z.string(), encoding: z.enum(["utf-8", "base64"]).default("utf-8") });
const Tree = z.object({
  base_tree: z.string().optional(),
  tree: z.array(
    z.object({
      path: z.string().min(1),
      mode: z.enum(["100644", "100755", "040000", "160000", "120000"]).default("100644"),
      type: z.enum(["blob", "tree", "commit"]).default("blob"),
      sha: z.string().nullish(),
      content: z.string().optional(),
    }),
  ),
});
const NewCommit = z.object({
  message: z.string(),
  tree: z.string(),
  parents: z.array(z.string()).default([]),
  author: z.object({ name: z.string(), email: z.string() }).optional(),
});

/** Git's objects one by one. A commit that an app makes without naming an author is signed by GitHub. */
export function gitDataRoutes(api: Api, world: World): void {
  const base = "/repos/:owner/:repo/git";

  api.post(`${base}/blobs`, async (c) => {
    const repository = repositoryOf(world, c, "contents", "write");
    const { content, encoding } = await readBody(c, "Blob", Blob);
    const sha = await writeBlob(repository, Buffer.from(content, encoding === "base64" ? "base64" : "utf8"));
    return c.json({ sha, url: `${repositoryApi(world, repository)}/git/blobs/${sha}` }, 201);
  });

  api.get(`${base}/blobs/:sha`, async (c) => {
    const repository = repositoryOf(world, c, "contents", "read");
    const sha = textParam(c, "sha");
    if (!/^[0-9a-f]{40}$/.test(sha)) throw notFound();
    const content = await gitOrNull(bareFolder(world, repository), ["cat-file", "blob", sha]);
    if (content === null) throw notFound();
    const raw = c.req.header("accept")?.includes("raw") ?? false;
    if (raw) return c.text(content);
    const url = `${repositoryApi(world, repository)}/git/blobs/${sha}`;
    const encoded = { encoding: "base64", content: Buffer.from(content).toString("base64") };
    return c.json({ sha, node_id: nodeId("Blob", sha), size: Buffer.byteLength(content), url, ...encoded });
  });

  api.post(`${base}/trees`, async (c) => {
    const repository = repositoryOf(world, c, "contents", "write");
    const body = await readBody(c, "Tree", Tree);
    const entries = body.base_tree === undefined ? new Map() : await listTree(repository, body.base_tree);
    for (const { path, mode, sha, content } of body.tree) {
      if (sha === null) entries.delete(path);
      else entries.set(path, { mode, sha: sha ?? (await writeBlob(repository, Buffer.from(content ?? ""))) });
    }
    const sha = await writeTree(repository, entries);
    const url = repositoryApi(world, repository);
    const tree = [...entries].map(([path, entry]) => ({
      path,
      mode: entry.mode,
      type: "blob",
      sha: entry.sha,
      size: 0,
      url: `${url}/git/blobs/${entry.sha}`,
    }));
    return c.json({ sha, url: `${url}/git/trees/${sha}`, tree, truncated: false }, 201);
  });

  api.post(`${base}/commits`, async (c) => {
    const repository = repositoryOf(world, c, "contents", "write");
    const body = await readBody(c, "Commit", NewCommit);
    const account = accountOfActor(world, c.get("actor"));
    const author = body.author ?? { name: account.name, email: noReplyAddress(account) };
    const signs = c.get("actor").kind === "installation" && body.author === undefined;
    const committer = signs ? signingCommitter : author;
    const message = Buffer.from(body.message);
    const date = `${Math.floor(world.clock.now().getTime() / 1000)} +0000`;
    const raw = [
      `tree ${body.tree}`,
      ...body.parents.map((parent) => `parent ${parent}`),
      `author ${author.name} <${author.email}> ${date}`,
      `committer ${committer.name} <${committer.email}> ${date}`,
      "",
      "",
    ].join("\n");
    for (const object of [body.tree, ...body.parents])
      if ((await gitOrNull(bareFolder(world, repository), ["cat-file", "-e", object])) === null)
        throw new ApiError(422, "Object does not exist");
    const sha = (
      await git(
        bareFolder(world, repository),
        ["hash-object", "-t", "commit", "-w", "--stdin"],
        Buffer.concat([Buffer.from(raw), message]),
      )
    ).trim();
    return c.json(await view(repository, sha), 201);
  });

  api.get(`${base}/commits/:sha`, async (c) => {
    const repository = repositoryOf(world, c, "contents", "read");
    const sha = textParam(c, "sha");
    const type = await gitOrNull(bareFolder(world, repository), ["cat-file", "-t", sha]);
    if (type?.trim() !== "commit") throw notFound();
    return c.json(await view(repository, sha));
  });

  async function view(repository: Repository, sha: string) {
    const { commit, html_url, parents } = commitView(
      world,
      repository,
      await readCommit(world, repository, sha),
    );
    const { author, committer, message, tree, verification } = commit;
    const url = `${repositoryApi(world, repository)}/git/commits/${sha}`;
    const node_id = nodeId("Commit", sha);
    return { sha, node_id, url, html_url, author, committer, message, tree, parents, verification };
  }

  async function writeBlob(repository: Repository, content: Buffer): Promise<string> {
    const args = ["hash-object", "-w", "--no-filters", "--stdin"];
    return (await git(bareFolder(world, repository), args, content)).trim();
  }

  async function listTree(repository: Repository, tree: string) {
    const text = await gitOrNull(bareFolder(world, repository), ["ls-tree", "-r", "-z", tree]);
    if (text === null) throw new ApiError(422, "base_tree is not a valid tree");
    const entries = new Map<string, { mode: string; sha: string }>();
    for (const record of text.split("\0").filter(Boolean)) {
      const tab = record.indexOf("\t");
      const [mode = "", , sha = ""] = record.slice(0, tab).split(" ");
      entries.set(record.slice(tab + 1), { mode, sha });
    }
    return entries;
  }

  /** Folders first become trees of their own, from the innermost outwards. */
  async function writeTree(
    repository: Repository,
    entries: ReadonlyMap<string, { mode: string; sha: string }>,
  ): Promise<string> {
    const lines: string[] = [];
    const folders = new Map<string, Map<string, { mode: string; sha: string }>>();
    for (const [path, entry] of entries) {
      const slash = path.indexOf("/");
      if (slash < 0) {
        lines.push(`${entry.mode} ${entry.mode === "160000" ? "commit" : "blob"} ${entry.sha}\t${path}`);
        continue;
      }
      const inner = folders.get(path.slice(0, slash)) ?? new Map();
      folders.set(path.slice(0, slash), inner.set(path.slice(slash + 1), entry));
    }
    for (const [name, inner] of folders)
      lines.push(`040000 tree ${await writeTree(repository, inner)}\t${name}`);
    const input = lines.map((line) => `${line}\0`).join("");
    return (await git(bareFolder(world, repository), ["mktree", "-z"], input)).trim();
  }
}
