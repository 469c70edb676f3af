import type { Context } from "@/lib/context";
import type { LoopRow } from "@/lib/db/loops";
import { redact } from "@/lib/evidence/redact/redact";
import { listFilesAt, readFileAt } from "@/lib/github/tree";
import { repositoryRef } from "../repository-ref";

/** Where agents look for them: https://agents.md and the documents of each agent. */
const rootFiles = [
  "AGENTS.md",
  "CLAUDE.md",
  "GEMINI.md",
  ".github/copilot-instructions.md",
  ".cursorrules",
  ".windsurfrules",
  ".clinerules",
  "CONVENTIONS.md",
];
const nestedFile = "AGENTS.md";
const filesMax = 8;
const charactersMax = 8_000;
const depthMax = 8;
const plainName = /^[\p{L}\p{N}._@ +-]+$/u;

/**
 * Instructions for agents, from the base branch only: a pull request must not write the rules of its own repair. Those of a
 * folder come after those of the folders above it, because the nearest one wins.
 */
export async function readInstructions(
  ctx: Context,
  loop: LoopRow,
  implicatedFiles: readonly string[],
): Promise<{ path: string; text: string }[]> {
  const repository = repositoryRef(loop.repository, loop.organization);
  const read = (path: string) =>
    readFileAt(ctx.gitStore, ctx.github, repository, loop.pullRequest.baseSha, path);
  const present = await listFilesAt(ctx.gitStore, ctx.github, repository, loop.pullRequest.baseSha, [
    ...rootFiles,
    ...nestedPaths(implicatedFiles),
  ]);
  const found: { path: string; text: string }[] = [];
  for (const path of present.slice(0, filesMax)) {
    const text = await read(path);
    if (text !== null) found.push({ path, text: redact(text.slice(0, charactersMax)).text });
  }
  return found;
}

/** `a/AGENTS.md`, `a/b/AGENTS.md` for a file in `a/b`; outer folders first. */
function nestedPaths(files: readonly string[]): string[] {
  const paths = new Set<string>();
  for (const file of files.slice(0, 50)) {
    const folders = file.split("/").slice(0, -1).slice(0, depthMax);
    // Logs name files too, and git reads more than a path out of some spellings.
    if (folders.some((folder) => !plainName.test(folder) || folder === "..")) continue;
    folders.forEach((_, index) => {
      paths.add([...folders.slice(0, index + 1), nestedFile].join("/"));
    });
  }
  return [...paths].sort((left, right) => left.split("/").length - right.split("/").length);
}
