import { randomUUID } from "node:crypto";
import type { GitIdentity } from "../state/commits";
import type { Repository } from "../state/repositories";
import type { World } from "../world";
import { bareFolder } from "./bare";
import { git } from "./run";

export interface FileChange {
  path: string;
  /** null deletes the file. */
  content: Buffer | null;
  executable?: boolean;
}

export interface NewCommit {
  /** null begins a history. */
  parent: string | null;
  message: string;
  author: GitIdentity;
  committer?: GitIdentity;
  date: Date;
  changes: FileChange[];
}

/** Writes a commit without a working tree and answers its id. No branch moves. */
export async function commitFiles(world: World, repository: Repository, commit: NewCommit): Promise<string> {
  const folder = bareFolder(world, repository);
  // fast-import writes through a ref; this one is nobody's branch and is gone afterwards.
  const ref = `refs/lab/${randomUUID()}`;
  await git(folder, ["fast-import", "--quiet", "--date-format=raw"], importStream(ref, commit));
  const sha = (await git(folder, ["rev-parse", ref])).trim();
  await git(folder, ["update-ref", "-d", ref]);
  return sha;
}

function importStream(ref: string, commit: NewCommit): Buffer {
  const seconds = Math.floor(commit.date.getTime() / 1000);
  const parts: (string | Buffer)[] = [
    `commit ${ref}\n`,
    `author ${identityLine(commit.author)} ${seconds} +0000\n`,
    `committer ${identityLine(commit.committer ?? commit.author)} ${seconds} +0000\n`,
    ...dataBlock(Buffer.from(commit.message)),
  ];
  if (commit.parent) parts.push(`from ${commit.parent}\n`);
  for (const change of commit.changes) {
    if (change.content === null) {
      parts.push(`D ${quotePath(change.path)}\n`);
      continue;
    }
    parts.push(`M ${change.executable ? "100755" : "100644"} inline ${quotePath(change.path)}\n`);
    parts.push(...dataBlock(change.content));
  }
  parts.push("\n");
  return Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part) : part)));
}

function dataBlock(content: Buffer): (string | Buffer)[] {
  return [`data ${content.length}\n`, content, "\n"];
}

function identityLine(identity: GitIdentity): string {
  const plain = (text: string) => text.replace(/[<>\n]/g, "");
  return `${plain(identity.name)} <${plain(identity.email)}>`;
}

function quotePath(path: string): string {
  return `"${path.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n")}"`;
}
