import { z } from "zod";
import type { ReleaseIssue } from "@/lib/domain/release-issue";
import { askEachConnection } from "@/lib/provider-api/ask-connections";
import type { TokenConnections } from "@/lib/provider-api/token-access";

export interface SentryServer {
  /** Without a slash at the end: https://sentry.io or a self-hosted one. */
  url: string;
}

/** What a person sets when connecting: the organization's slug. */
export const SentrySettings = z.object({ organization: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,99}$/) });

export interface Sentry {
  /** Unresolved errors of releases that are named by the commit, most frequent first; none where nobody connected it. */
  releaseIssues(organizationId: string, commitSha: string): Promise<ReleaseIssue[]>;
}

/** Only what is read here, of https://docs.sentry.io/api/events/list-an-organizations-issues/. */
const Issues = z.array(
  z.object({
    title: z.string(),
    culprit: z.string().nullish(),
    /** A number as text. */
    count: z.coerce.number().int().min(0).catch(0),
    permalink: z.string().nullish(),
  }),
);

const issuesMax = 10;
const textCharactersMax = 300;

/** Sentry, read only: which errors a failing release has. */
export function createSentry(server: SentryServer, connections: TokenConnections): Sentry {
  const connected = { provider: "Sentry", server, connections, settings: SentrySettings };
  return {
    async releaseIssues(organizationId, commitSha) {
      const answers = await askEachConnection(connected, organizationId, (api, { organization }) =>
        api.get(`/api/0/organizations/${organization}/issues/`, Issues, {
          // Releases are named by the commit alone or as PROJECT@COMMIT: https://docs.sentry.io/product/releases/naming-releases/
          query: `is:unresolved release:*${commitSha}`,
          sort: "freq",
          limit: issuesMax,
          statsPeriod: "14d",
        }),
      );
      const issues = answers.flat().map((issue) => toReleaseIssue(issue, server));
      return issues.sort((one, other) => other.events - one.events).slice(0, issuesMax);
    },
  };
}

function toReleaseIssue(issue: z.infer<typeof Issues>[number], server: SentryServer): ReleaseIssue {
  const { title, culprit, count, permalink } = issue;
  const isLink = permalink !== null && permalink !== undefined && /^https?:\/\//.test(permalink);
  return {
    title: title.slice(0, textCharactersMax),
    culprit: culprit ? culprit.slice(0, textCharactersMax) : null,
    events: count,
    url: isLink ? permalink : server.url,
  };
}
