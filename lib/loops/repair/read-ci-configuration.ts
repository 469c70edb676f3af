import type { Context } from "@/lib/context";
import type { LoopRow } from "@/lib/db/loops";
import { listFilesAt, readFileAt } from "@/lib/github/tree";
import { repositoryRef } from "../repository-ref";

const places = [".github/workflows/", ".circleci/", ".buildkite/", "vercel.json"];
const filesMax = 40;
const charactersMax = 512 * 1024;

/** What CI runs by the base commit's word. Where it cannot be read nobody is told a program by it. */
export async function readCiConfiguration(
  ctx: Context,
  loop: LoopRow,
): Promise<{ path: string; text: string }[]> {
  const repository = repositoryRef(loop.repository, loop.organization);
  const { baseSha } = loop.pullRequest;
  const found: { path: string; text: string }[] = [];
  try {
    const present = await listFilesAt(ctx.gitStore, ctx.github, repository, baseSha, places);
    for (const path of present.filter((one) => /\.(?:ya?ml|json)$/.test(one)).slice(0, filesMax)) {
      const text = await readFileAt(ctx.gitStore, ctx.github, repository, baseSha, path);
      if (text !== null && text.length <= charactersMax) found.push({ path, text });
    }
  } catch (error) {
    ctx.log.info({ error, baseSha }, "the CI configuration of the base commit could not be read");
  }
  return found;
}
