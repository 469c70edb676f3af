import type { Db } from "../client";

/** What one agent used on failures of one category in the last 30 days. */
export interface AgentUsageRow {
  agent: string;
  category: string;
  /** Prompts that it was given. */
  turns: number;
  /** Attempts whose patch was its own and that CI validated. */
  validated: number;
  minutes: number;
  requests: number;
  tokens: number;
  /** Null where no turn had a price. */
  usd: number | null;
}

const usageDays = 30;

/** Sums of an organization by agent and category, the busiest first. */
export function readAgentUsage(db: Db, organizationId: string, now: Date): Promise<AgentUsageRow[]> {
  const since = new Date(now.getTime() - usageDays * 24 * 60 * 60_000);
  return db.$queryRaw<AgentUsageRow[]>`
    SELECT s.agent, COALESCE(l.category, 'unknown') AS category,
      COUNT(*)::int AS turns,
      COUNT(DISTINCT a.id) FILTER (WHERE a.outcome = 'validated' AND a.agent = s.agent)::int AS validated,
      COALESCE(SUM(EXTRACT(EPOCH FROM (COALESCE(t."endedAt", ${now}) - t."startedAt"))), 0)::float8 / 60 AS minutes,
      SUM(t.requests)::float8 AS requests,
      SUM(t."inputTokens"::bigint + t."outputTokens")::float8 AS tokens,
      SUM(t.usd)::float8 AS usd
    FROM "AgentTurn" t
      JOIN "AgentSession" s ON s.id = t."sessionId"
      JOIN "Attempt" a ON a.id = t."attemptId"
      JOIN "RepairLoop" l ON l.id = s."loopId"
    WHERE t."organizationId" = ${organizationId} AND t."startedAt" > ${since}
      AND COALESCE(t.report, '') <> 'ci_passed'
    GROUP BY 1, 2
    ORDER BY SUM(t."inputTokens"::bigint + t."outputTokens") DESC, 5 DESC, 1, 2`;
}
