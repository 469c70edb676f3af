import { z } from "zod";
import type { Context } from "@/lib/context";
import { countLoopsSince } from "@/lib/db/loops";
import type { EligibilityFacts } from "@/lib/domain/eligibility";
import type { Policy } from "@/lib/domain/policy";
import type { StoredRepository } from "@/lib/github/client";
import { listChangedFiles } from "@/lib/github/pull-requests";
import { budgetOf } from "./budget-of";
import { pathsMatch } from "./paths-match";
import { peopleOf } from "./pull-request-people";

const changedFilesMax = 1_000;
const dayMs = 24 * 60 * 60_000;

interface PullRequestRow {
  id: string;
  organizationId: string;
  repositoryId: string;
  number: number;
  authorLogin: string;
  headRef: string;
  headSha: string;
  headPusherLogin: string | null;
  labels: unknown;
}

/** What filters, people and spending say of a pull request; GitHub is asked only for what the settings make matter. */
export async function pullRequestEligibility(
  ctx: Context,
  repository: StoredRepository,
  row: PullRequestRow,
  policy: Policy,
): Promise<
  Pick<
    NonNullable<EligibilityFacts["pullRequest"]>,
    "labels" | "author" | "pusher" | "pathsMatch" | "spentBudgets" | "loopsToday"
  >
> {
  const dayAgo = new Date(ctx.now().getTime() - dayMs);
  const { organizationId, repositoryId } = row;
  const budget = await budgetOf(ctx, { organizationId, repositoryId, pullRequestId: row.id }, null);
  return {
    ...(await filterFacts(ctx, repository, row, policy)),
    ...(await peopleOf(ctx, repository, row)),
    spentBudgets: budget.kind === "spent" ? budget.reasons : [],
    loopsToday: await countLoopsSince(ctx.db, row.organizationId, row.id, dayAgo),
  };
}

/** What the settings' label and path filters are judged by. */
export async function filterFacts(
  ctx: Context,
  repository: StoredRepository,
  row: Pick<PullRequestRow, "number" | "labels">,
  policy: Pick<Policy, "paths">,
): Promise<{ labels: string[]; pathsMatch: boolean }> {
  const files =
    policy.paths.length === 0
      ? []
      : await listChangedFiles(ctx.github, repository, row.number, changedFilesMax);
  return {
    labels: z.array(z.string()).catch([]).parse(row.labels),
    pathsMatch: pathsMatch(
      policy.paths,
      files.map((file) => file.path),
    ),
  };
}
