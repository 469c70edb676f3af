import type { CiRunFacts } from "../types";

export const providerId = "github-checks";

/** A check run of another app, as far as it is used. */
export interface CheckPayload {
  id: number;
  name: string;
  head_sha: string;
  status: string;
  conclusion: string | null;
  html_url: string | null;
  details_url: string | null;
  started_at: string | null;
  completed_at: string | null;
  app: { id: number; slug?: string | undefined } | null;
  output: {
    title: string | null;
    summary: string | null;
    text: string | null;
    annotations_count: number;
  };
}

/** One report of a commit status. */
export interface StatusPayload {
  id: number;
  state: string;
  context: string;
  description: string | null;
  target_url: string | null;
  created_at: string;
  updated_at: string;
}

/**
 * The check runs of one app and name on a commit are the attempts of one run: the first one's number names it, so that
 * it stays the same however often the check is asked again.
 */
export function checkAttempts(checks: readonly CheckPayload[]): CheckPayload[][] {
  return grouped(checks, (check) => `${check.app?.id ?? 0}/${check.name}`);
}

/**
 * The reports under one context are one run as well. A report after one that had ended begins the next attempt; what
 * comes while it is pending only moves it on.
 */
export function statusAttempts(statuses: readonly StatusPayload[]): StatusPayload[][] {
  return grouped(statuses, (status) => status.context).map((reports) => {
    const attempts: StatusPayload[] = [];
    for (const report of reports) {
      const last = attempts.at(-1);
      if (last !== undefined && last.state === "pending") attempts[attempts.length - 1] = report;
      else attempts.push(report);
    }
    return attempts;
  });
}

function grouped<T extends { id: number }>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of [...items].sort((left, right) => left.id - right.id)) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()];
}

export function checkRunFacts(first: CheckPayload, check: CheckPayload, runAttempt: number): CiRunFacts {
  return {
    provider: providerId,
    externalId: String(first.id),
    runAttempt,
    name: check.name,
    headSha: check.head_sha,
    headBranch: null,
    event: null,
    status: check.status,
    conclusion: check.conclusion,
    url: check.details_url ?? check.html_url,
    startedAt: check.started_at,
    completedAt: check.completed_at,
  };
}

export function statusRunFacts(
  externalId: string,
  headSha: string,
  status: StatusPayload,
  runAttempt: number,
): CiRunFacts {
  const ended = status.state !== "pending";
  return {
    provider: providerId,
    externalId,
    runAttempt,
    name: status.context,
    headSha,
    headBranch: null,
    event: null,
    status: ended ? "completed" : "in_progress",
    conclusion: ended ? conclusionOfState(status.state) : null,
    url: status.target_url,
    startedAt: status.created_at,
    completedAt: ended ? status.updated_at : null,
  };
}

function conclusionOfState(state: string): string {
  return state === "success" ? "success" : "failure";
}

/** What a check says of itself, as lines: its words, then its annotations in the form that compilers use. */
export function checkLog(
  check: Pick<CheckPayload, "name" | "output">,
  annotations: readonly { file: string; line: number | null; level: string; message: string }[],
): string {
  const { title, summary, text } = check.output;
  const words = [title, summary, text].filter((part) => part !== null && part !== "");
  const places = annotations.map(
    ({ file, line, level, message }) =>
      `${file}:${line ?? 1}:1: ${level === "failure" ? "error" : level}: ${message.replace(/\s+/g, " ")}`,
  );
  return [...words, ...places].join("\n");
}
