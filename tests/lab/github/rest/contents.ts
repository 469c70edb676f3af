import { bareFolder, resolveSha } from "../../git/bare";
import { git, gitBytes, gitOrNull } from "../../git/run";
import type { Repository } from "../../state/repositories";
import type { World } from "../../world";
import { notFound } from "../api-error";
import { repositoryApi, repositoryWeb } from "../views/urls";
import { type Api, repositoryOf } from "./request";

/** Files and folders at a commit; `Accept: application/vnd.github.raw+json` answers a file's bytes. */
export function contentsRoutes(api: Api, world: World): void {
  api.get("/repos/:owner/:repo/contents/:path{.*}", async (c) => {
    const repository = repositoryOf(world, c, "contents", "read");
    const path = decodeURIComponent(c.req.param("path") ?? "").replace(/\/+$/, "");
    const ref = c.req.query("ref") ?? repository.defaultBranch;
    const sha = await resolveSha(world, repository, ref);
    if (!sha) throw notFound();
    const folder = bareFolder(world, repository);
    const type = (await gitOrNull(folder, ["cat-file", "-t", `${sha}:${path}`]))?.trim();
    if (type === "tree") {
      const listing = await git(folder, ["ls-tree", "--long", "-z", `${sha}:${path}`]);
      const entries = listing.split("\0").filter(Boolean).map(parseTreeLine);
      return c.json(
        entries.map((entry) =>
          entryView(repository, ref, path ? `${path}/${entry.name}` : entry.name, entry),
        ),
      );
    }
    if (type !== "blob") throw notFound();
    const content = await gitBytes(folder, ["cat-file", "blob", `${sha}:${path}`]);
    if (/\braw\b/.test(c.req.header("accept") ?? ""))
      return c.body(new Uint8Array(content), 200, {
        "content-type": "application/vnd.github.raw; charset=utf-8",
      });
    const blob = (await git(folder, ["rev-parse", `${sha}:${path}`])).trim();
    return c.json({
      ...entryView(repository, ref, path, { type: "blob", sha: blob, size: content.length }),
      content: content.toString("base64").replace(/(.{60})/g, "$1\n"),
      encoding: "base64",
    });
  });

  function entryView(
    repository: Repository,
    ref: string,
    path: string,
    entry: { type: string; sha: string; size: number },
  ) {
    const api = repositoryApi(world, repository);
    const web = repositoryWeb(world, repository);
    const encoded = path.split("/").map(encodeURIComponent).join("/");
    const file = entry.type === "blob";
    const url = `${api}/contents/${encoded}?ref=${encodeURIComponent(ref)}`;
    const gitUrl = `${api}/git/${file ? "blobs" : "trees"}/${entry.sha}`;
    const htmlUrl = `${web}/${file ? "blob" : "tree"}/${ref}/${encoded}`;
    return {
      type: file ? "file" : "dir",
      size: entry.size,
      name: path.split("/").pop() ?? path,
      path,
      sha: entry.sha,
      url,
      git_url: gitUrl,
      html_url: htmlUrl,
      download_url: file ? `${web}/raw/${ref}/${encoded}` : null,
      _links: { self: url, git: gitUrl, html: htmlUrl },
    };
  }
}

/** `MODE TYPE SHA  SIZE<TAB>NAME`, where a folder's size is "-". */
function parseTreeLine(line: string) {
  const [meta = "", name = ""] = line.split("\t");
  const [, type = "", sha = "", size = "0"] = meta.split(/\s+/);
  return { name, type, sha, size: Number(size) || 0 };
}
