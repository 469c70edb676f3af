import { LoopOutcome } from "../../domain/loop";
import type { CompletedRun } from "../../domain/metrics/consecutive-green-runs";
import type { TestObservation } from "../../domain/metrics/flaky-tests";
import type { Period } from "../../domain/metrics/period";
import type { EndedLoop } from "../../domain/metrics/resolution-time";
import type { Db } from "../client";

/** A fact that a metric counts, with what a person needs to recognise it. */
export interface MetricLoop extends EndedLoop {
  repository: string;
  pullRequest: { number: number; title: string };
}

export interface MetricRun extends CompletedRun {
  name: string;
  repository: string;
  headSha: string;
  headBranch: string | null;
  url: string | null;
}

/** Rows read for one metric at most. A period with more is named as cut off on the page. */
export const metricRowsMax = 20_000;

/** Loops that ended within the period, newest first. */
export async function readEndedLoops(db: Db, organizationId: string, period: Period): Promise<MetricLoop[]> {
  const rows = await db.repairLoop.findMany({
    where: { organizationId, endedAt: { gte: period.from, lt: period.to }, outcome: { not: null } },
    orderBy: { endedAt: "desc" },
    select: {
      id: true,
      outcome: true,
      attemptsSpent: true,
      createdAt: true,
      endedAt: true,
      repository: { select: { name: true } },
      pullRequest: { select: { number: true, title: true } },
    },
    take: metricRowsMax,
  });
  return rows.flatMap(({ endedAt, outcome, repository, ...row }) =>
    endedAt === null
      ? []
      : [{ ...row, endedAt, outcome: LoopOutcome.parse(outcome), repository: repository.name }],
  );
}

/** CI runs that completed within the period, newest first. */
export async function readCompletedRuns(
  db: Db,
  organizationId: string,
  period: Period,
): Promise<MetricRun[]> {
  const rows = await db.ciRun.findMany({
    where: {
      organizationId,
      status: "completed",
      completedAt: { gte: period.from, lt: period.to },
      conclusion: { not: null },
    },
    orderBy: { completedAt: "desc" },
    select: {
      id: true,
      name: true,
      conclusion: true,
      completedAt: true,
      headSha: true,
      headBranch: true,
      url: true,
      repository: { select: { name: true } },
    },
    take: metricRowsMax,
  });
  return rows.flatMap(({ completedAt, conclusion, repository, ...row }) =>
    completedAt === null || conclusion === null
      ? []
      : [{ ...row, completedAt, conclusion, repository: repository.name }],
  );
}

/**
 * Outcomes within the period of the tests that failed in it: a test that never failed cannot be flaky, and most tests
 * never fail.
 */
export async function readTestObservations(
  db: Db,
  organizationId: string,
  period: Period,
): Promise<TestObservation[]> {
  const within = { gte: period.from, lt: period.to };
  const failing = await db.testOutcome.findMany({
    where: { organizationId, outcome: "fail", observedAt: within },
    distinct: ["repositoryId", "test"],
    select: { repositoryId: true, test: true },
    take: 1_000,
  });
  const rows = await db.testOutcome.findMany({
    where: {
      organizationId,
      observedAt: within,
      outcome: { in: ["pass", "fail"] },
      OR: failing,
    },
    select: { repositoryId: true, test: true, headSha: true, outcome: true, observedAt: true },
    take: metricRowsMax,
  });
  return rows.map((row) => ({ ...row, outcome: row.outcome === "pass" ? "pass" : "fail" }));
}

/** Names of an organization's repositories by their ids. */
export async function readRepositoryNames(db: Db, organizationId: string): Promise<Map<string, string>> {
  const rows = await db.repository.findMany({ where: { organizationId }, select: { id: true, name: true } });
  return new Map(rows.map((row) => [row.id, row.name]));
}
