import type { Context } from "@/lib/context";
import { workspacePath } from "@/lib/domain/workspace-path";
import { matchersNamedIn } from "@/lib/evidence/matchers/named-in-log";
import { parseMatcherFile, type RepositoryMatcher } from "@/lib/evidence/matchers/parse-matcher-file";
import { redact } from "@/lib/evidence/redact/redact";
import { listFilesAt, readFileAt } from "@/lib/github/tree";
import type { RepositoryHandle } from "../repository-ref";

const matchersMax = 10;
const plainPath = /^[\p{L}\p{N}._@ +-]+(?:\/[\p{L}\p{N}._@ +-]+)*$/u;

export interface LogMatchers {
  matchers: readonly RepositoryMatcher[];
  missing: string[];
}

/**
 * The problem matchers of the repository that a job's log says it registered, from the failing commit: the job itself ran
 * with that file. A help and no condition: whatever stands in the way, evidence is collected without them.
 */
export async function readMatchers(
  ctx: Context,
  repository: RepositoryHandle,
  commitSha: string,
  log: Uint8Array,
): Promise<LogMatchers> {
  const paths = matchersNamedIn(log)
    .map((path) => workspacePath(path, repository.name))
    .filter((path) => plainPath.test(path) && !path.split("/").includes(".."));
  if (paths.length === 0) return { matchers: [], missing: [] };
  const matchers: RepositoryMatcher[] = [];
  const missing: string[] = [];
  try {
    const present = await listFilesAt(ctx.gitStore, ctx.github, repository, commitSha, paths);
    for (const path of present) {
      const text = await readFileAt(ctx.gitStore, ctx.github, repository, commitSha, path);
      if (text === null) continue;
      const parsed = parseMatcherFile(path, text);
      matchers.push(...parsed.matchers);
      missing.push(...parsed.refused.map((sentence) => redact(sentence).text));
    }
  } catch (error) {
    ctx.log.info({ error, commitSha }, "problem matchers could not be read");
  }
  return { matchers: matchers.slice(0, matchersMax), missing: [...new Set(missing)] };
}
