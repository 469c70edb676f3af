import { assertNever } from "@/lib/assert";
import type { OctokitFor } from "../octokit";
import type { CiJobFacts, CiProvider, CiRepository, CiRunFacts } from "../types";
import { listCheckAnnotations, listChecks, listDeployments, listStatuses } from "./client";
import {
  type DeploymentReport,
  deploymentLog,
  deploymentRunFacts,
  deploymentRunId,
  failedDeployment,
} from "./deployments";
import {
  type CheckPayload,
  checkLog,
  checkRunFacts,
  providerId,
  type StatusPayload,
  statusRunFacts,
} from "./map";

/** Reports without a number of their own that names their run: what they are, a number of the first one, the commit. */
const reportId = /^(status|deployment)-\d+-([0-9a-f]{40})$/;
const reportJobId = /^((?:status|deployment)-\d+-[0-9a-f]{40})-(\d+)$/;

type Found =
  | { kind: "check"; report: CheckPayload; sha: string }
  | { kind: "status"; report: StatusPayload; sha: string }
  | { kind: "deployment"; report: DeploymentReport; sha: string };

/**
 * What other services report on a commit: check runs of their apps, commit statuses, the older way, and deployments. They
 * are read as runs with one job; what the service says of itself is its log.
 * https://docs.github.com/rest/checks, https://docs.github.com/rest/commits/statuses, https://docs.github.com/rest/deployments
 */
export function createGitHubChecks(octokitFor: OctokitFor, appId: () => Promise<number>): CiProvider {
  /** The report behind one attempt of a run. */
  async function find(
    repository: CiRepository,
    externalId: string,
    runAttempt: number,
  ): Promise<Found | null> {
    const octokit = await octokitFor(repository.installationId);
    const [, kind, sha] = reportId.exec(externalId) ?? [];
    if (sha !== undefined && kind === "status") {
      const groups = await listStatuses(octokit, repository, sha);
      const report = groups.find((group) => statusId(group, sha) === externalId)?.[runAttempt - 1];
      return report === undefined ? null : { kind: "status", report, sha };
    }
    if (sha !== undefined) {
      const groups = await listDeployments(octokit, repository, sha);
      const report = groups.find((group) => deploymentRunId(group, sha) === externalId)?.[runAttempt - 1];
      return report === undefined ? null : { kind: "deployment", report, sha };
    }
    const first = await octokit.rest.checks.get({
      owner: repository.owner,
      repo: repository.name,
      check_run_id: Number(externalId),
    });
    const groups = await listChecks(octokit, repository, first.data.head_sha, await appId());
    const attempts = groups.find((group) => String(group[0]?.id) === externalId);
    const check = attempts?.[runAttempt - 1];
    return check === undefined ? null : { kind: "check", report: check, sha: check.head_sha };
  }

  return {
    id: providerId,
    title: "Checks of other services",
    kind: "checks",

    async listRuns(repository, headSha): Promise<CiRunFacts[]> {
      const octokit = await octokitFor(repository.installationId);
      const runs: CiRunFacts[] = [];
      for (const group of await listChecks(octokit, repository, headSha, await appId())) {
        const first = group[0];
        const newest = group.at(-1);
        if (first !== undefined && newest !== undefined)
          runs.push(checkRunFacts(first, newest, group.length));
      }
      for (const group of await listStatuses(octokit, repository, headSha)) {
        const newest = group.at(-1);
        if (newest !== undefined)
          runs.push(statusRunFacts(statusId(group, headSha), headSha, newest, group.length));
      }
      for (const group of await listDeployments(octokit, repository, headSha)) {
        const newest = group.at(-1);
        if (newest !== undefined)
          runs.push(deploymentRunFacts(deploymentRunId(group, headSha), headSha, newest, group.length));
      }
      return runs;
    },

    async getRun(repository, externalId): Promise<CiRunFacts | null> {
      const found = await find(repository, externalId, 1);
      if (found === null) return null;
      const runs = await this.listRuns(repository, found.sha);
      return runs.find((run) => run.externalId === externalId) ?? null;
    },

    async listJobs(repository, externalId, runAttempt): Promise<CiJobFacts[]> {
      const found = await find(repository, externalId, runAttempt);
      if (found === null) return [];
      const run = runFacts(found, externalId, runAttempt);
      const { name, status, conclusion, url, startedAt, completedAt } = run;
      const jobId = found.kind === "check" ? String(found.report.id) : `${externalId}-${runAttempt}`;
      const job = { externalId: jobId, name, status, conclusion, url, startedAt, completedAt, steps: [] };
      const explained = found.kind === "deployment" && conclusion === "failure";
      return [explained ? { ...job, explanation: failedDeployment } : job];
    },

    async readLog(repository, jobExternalId, bytesMax) {
      const octokit = await octokitFor(repository.installationId);
      const [, runId, runAttempt] = reportJobId.exec(jobExternalId) ?? [];
      if (runId !== undefined) {
        const found = await find(repository, runId, Number(runAttempt));
        if (found?.kind === "status")
          return words(statusWords(found.report), found.report.target_url, bytesMax);
        if (found?.kind === "deployment") return words(deploymentLog(found.report), null, bytesMax);
        return { found: false, reason: "GitHub no longer has this report." };
      }
      const { data } = await octokit.rest.checks.get({
        owner: repository.owner,
        repo: repository.name,
        check_run_id: Number(jobExternalId),
      });
      const check: CheckPayload = data;
      const annotations =
        check.output.annotations_count > 0 ? await listCheckAnnotations(octokit, repository, check.id) : [];
      return words(checkLog(check, annotations), check.details_url, bytesMax);
    },

    async readArchives() {
      return { found: true, value: [] };
    },

    /** An app runs its check again when it likes; nothing here waits for that. */
    async rerun() {
      return null;
    },

    async listAnnotations(repository, jobExternalId) {
      if (reportJobId.test(jobExternalId)) return [];
      return listCheckAnnotations(
        await octokitFor(repository.installationId),
        repository,
        Number(jobExternalId),
      );
    },
  };
}

function runFacts(found: Found, externalId: string, runAttempt: number): CiRunFacts {
  switch (found.kind) {
    case "check":
      return checkRunFacts(found.report, found.report, runAttempt);
    case "status":
      return statusRunFacts(externalId, found.sha, found.report, runAttempt);
    case "deployment":
      return deploymentRunFacts(externalId, found.sha, found.report, runAttempt);
    default:
      return assertNever(found, "report");
  }
}

function statusId(group: readonly StatusPayload[], headSha: string): string {
  return `status-${group[0]?.id ?? 0}-${headSha}`;
}

function statusWords(status: StatusPayload): string {
  return status.description === null || status.description === ""
    ? ""
    : `${status.context}: ${status.description}`;
}

function words(text: string, url: string | null, bytesMax: number) {
  if (text === "")
    return {
      found: false as const,
      reason: `The service reported no words on GitHub${url === null ? "." : `; its own page may have them: ${url}`}`,
    };
  return { found: true as const, value: new TextEncoder().encode(text).subarray(0, bytesMax) };
}
