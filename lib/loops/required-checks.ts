import type { Context } from "@/lib/context";
import type { LoopRow } from "@/lib/db/loops";
import type { ValidationFacts } from "@/lib/domain/validation";
import { listCommitChecks, listRequiredChecks } from "@/lib/github/required-checks";
import { repositoryRef } from "./repository-ref";

/** The checks that must pass before the pull request may be merged, as they stand on one commit. */
export async function requiredChecksSeen(
  ctx: Context,
  loop: LoopRow,
  commitSha: string,
): Promise<ValidationFacts["requiredChecks"]> {
  const repository = repositoryRef(loop.repository, loop.organization);
  const required = await listRequiredChecks(ctx.github, repository, loop.pullRequest.baseRef);
  if (required.length === 0) return [];
  const seen = await listCommitChecks(ctx.github, repository, commitSha);
  return required.flatMap((check) =>
    seen
      .filter((one) => one.name === check.name && (check.appId === null || one.appId === check.appId))
      .map(({ name, status, conclusion }) => ({ name, status, conclusion })),
  );
}
