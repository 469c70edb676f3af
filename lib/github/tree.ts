import { chmod, mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join, normalize, sep } from "node:path";
import type { GitHubClient, StoredRepository } from "./client";
import { git } from "./git";
import { fetchCommit, type GitStore } from "./git-store";

export const treeLimits = { entriesMax: 50_000, bytesMax: 1024 ** 3 } as const;

interface TreeEntry {
  mode: string;
  type: string;
  sha: string;
  path: string;
}

/** A tree that cannot be exported, with the reason in words. */
export class TreeTooLargeError extends Error {}

/**
 * Writes the exact bytes of one commit's files into an empty folder, without `.git`. Not `git checkout`: attributes of
 * the repository could then convert line ends or run filters, and the comparison afterwards would see changes that
 * nobody made. Links that lead out of the tree and submodules are left out.
 */
export async function exportTree(
  store: GitStore,
  github: GitHubClient,
  repository: StoredRepository,
  sha: string,
  directory: string,
): Promise<void> {
  const gitDirectory = await fetchCommit(store, github, repository, sha);
  const options = { gitDirectory, searchPath: store.searchPath };
  const entries = parseTree((await git(["ls-tree", "-r", "-z", "--full-tree", sha], options)).toString());
  if (entries.length > treeLimits.entriesMax)
    throw new TreeTooLargeError(
      `The repository has ${entries.length} files; at most ${treeLimits.entriesMax} can be repaired in.`,
    );

  const blobs = entries.filter((entry) => entry.type === "blob" && staysInside(entry.path));
  let bytes = 0;
  for (let start = 0; start < blobs.length; start += 500) {
    const batch = blobs.slice(start, start + 500);
    const input = `${batch.map((entry) => entry.sha).join("\n")}\n`;
    const contents = parseBatch(await git(["cat-file", "--batch"], { ...options, input }), batch.length);
    for (const [index, entry] of batch.entries()) {
      const content = contents[index] ?? Buffer.alloc(0);
      bytes += content.length;
      if (bytes > treeLimits.bytesMax)
        throw new TreeTooLargeError(
          `The repository's files are larger than ${treeLimits.bytesMax / 1024 ** 2} MiB together.`,
        );
      await writeEntry(directory, entry, content);
    }
  }
}

/** Content of one file at a commit, null where there is none. */
export async function readFileAt(
  store: GitStore,
  github: GitHubClient,
  repository: StoredRepository,
  sha: string,
  path: string,
): Promise<string | null> {
  const gitDirectory = await fetchCommit(store, github, repository, sha);
  try {
    return (
      await git(["cat-file", "blob", `${sha}:${path}`], { gitDirectory, searchPath: store.searchPath })
    ).toString();
  } catch {
    return null;
  }
}

/** Which of the given paths are files at a commit, in the order given; a path that ends with "/" stands for its folder's files. */
export async function listFilesAt(
  store: GitStore,
  github: GitHubClient,
  repository: StoredRepository,
  sha: string,
  paths: readonly string[],
): Promise<string[]> {
  if (paths.length === 0) return [];
  const gitDirectory = await fetchCommit(store, github, repository, sha);
  const wanted = paths.filter((path) => path !== "" && staysInside(path));
  const text = await git(["ls-tree", "-z", "--full-tree", sha, "--", ...wanted], {
    gitDirectory,
    searchPath: store.searchPath,
  });
  const found = parseTree(text.toString()).filter((entry) => entry.type === "blob");
  const place = (path: string) =>
    wanted.findIndex((one) => one === path || (one.endsWith("/") && path.startsWith(one)));
  return found.map((entry) => entry.path).sort((left, right) => place(left) - place(right));
}

function parseTree(text: string): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (const record of text.split("\0")) {
    const tab = record.indexOf("\t");
    if (tab < 0) continue;
    const [mode = "", type = "", sha = ""] = record.slice(0, tab).split(" ");
    entries.push({ mode, type, sha, path: record.slice(tab + 1) });
  }
  return entries;
}

/** Splits the answer of `git cat-file --batch`: `<sha> blob <size>\n<bytes>\n` for each object. */
function parseBatch(output: Buffer, count: number): Buffer[] {
  const contents: Buffer[] = [];
  let position = 0;
  for (let index = 0; index < count; index += 1) {
    const lineEnd = output.indexOf(10, position);
    const size = Number(output.subarray(position, lineEnd).toString().split(" ")[2]);
    if (lineEnd < 0 || !Number.isInteger(size))
      throw new Error("git cat-file answered in a form that is not its own");
    contents.push(output.subarray(lineEnd + 1, lineEnd + 1 + size));
    position = lineEnd + 1 + size + 1;
  }
  return contents;
}

function staysInside(path: string): boolean {
  const normal = normalize(path);
  return (
    !normal.startsWith("..") &&
    !normal.startsWith(sep) &&
    !path.split("/").some((part) => part.toLowerCase() === ".git")
  );
}

async function writeEntry(directory: string, entry: TreeEntry, content: Buffer): Promise<void> {
  const target = join(directory, entry.path);
  await mkdir(dirname(target), { recursive: true });
  if (entry.mode === "120000") {
    const link = content.toString();
    if (!link.startsWith("/") && staysInside(join(dirname(entry.path), link))) await symlink(link, target);
    return;
  }
  await writeFile(target, content);
  if (entry.mode === "100755") await chmod(target, 0o755);
}
