import { CircleCiSettings } from "@/lib/ci/circleci/settings";
import type { Context } from "@/lib/context";
import {
  type ConnectionOnPage,
  type CoveredPullRequest,
  type LastReport,
  listConnectionsOnPage,
  listCoveredPullRequests,
} from "@/lib/db/views/integrations";
import { type ConnectionConcern, connectionConcerns } from "@/lib/domain/connection-health";
import { repairBranchPrefix } from "@/lib/github/repair-branch";
import { accountDetail } from "@/lib/provider-api/account";
import { type TokenProvider, tokenProviders } from "@/lib/token-providers";

export interface SeenConnection extends ConnectionOnPage {
  detail: string | null;
  concerns: ConnectionConcern[];
  /** In words: the chosen projects, or what counts without a choice. */
  watches: string;
  /** Open pull requests of the repositories that it reads; null where it reads no CI. */
  covered: CoveredPullRequest[] | null;
  /** Absent where it sends no webhooks. */
  lastWebhookAt?: Date | null;
  /** Absent where it reads no CI. */
  lastRunAt?: Date | null;
}

const pullRequestsMax = 8;

/** Every connection of an organization, oldest first, with what it reads and what a person should know of it. */
export async function seeConnections(
  ctx: Pick<Context, "db" | "now">,
  organizationId: string,
  reports: readonly LastReport[],
): Promise<SeenConnection[]> {
  const ids = tokenProviders.map(({ id }) => id);
  const rows = await listConnectionsOnPage(ctx.db, organizationId, ids);
  return Promise.all(
    rows.flatMap((row) => {
      const provider = tokenProviders.find(({ id }) => id === row.provider);
      return provider === undefined ? [] : [see(ctx, organizationId, provider, row, reports)];
    }),
  );
}

async function see(
  ctx: Pick<Context, "db" | "now">,
  organizationId: string,
  provider: TokenProvider,
  row: ConnectionOnPage,
  reports: readonly LastReport[],
): Promise<SeenConnection> {
  const chosen = provider.watches === null ? CircleCiSettings.parse(row.settings).projects : null;
  const lastWebhookAt = provider.sendsWebhooks ? row.lastHeardAt : "none";
  const seen = {
    ...row,
    detail: accountDetail(row.account),
    concerns: connectionConcerns({ ...row, watched: chosen?.length ?? null, lastWebhookAt }, ctx.now()),
    watches: provider.watches ?? (chosen?.map(({ name }) => name).join(", ") || "Nothing yet"),
    ...(lastWebhookAt !== "none" && { lastWebhookAt }),
  };
  if (!provider.readsRuns) return { ...seen, covered: null };
  const heard = reports.filter((report) => report.provider === row.provider);
  const repositoryIds = (chosen ?? heard).map(({ repositoryId }) => repositoryId);
  const runs = heard.filter(({ repositoryId }) => repositoryIds.includes(repositoryId));
  const last = Math.max(...runs.map(({ heardAt }) => heardAt.getTime()));
  return {
    ...seen,
    covered: await listCoveredPullRequests(ctx.db, organizationId, repositoryIds, {
      ownBranches: repairBranchPrefix,
      pullRequestsMax,
    }),
    lastRunAt: runs.length === 0 ? null : new Date(last),
  };
}
