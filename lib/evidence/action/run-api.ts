import { z } from "zod";

const Run = z.object({ name: z.string().nullish(), head_sha: z.string(), head_branch: z.string().nullish() });
const Step = z.object({ name: z.string(), conclusion: z.string().nullish() });
const Job = z.object({
  id: z.number(),
  name: z.string(),
  conclusion: z.string().nullish(),
  steps: z.array(Step).nullish(),
});
const Artifact = z.object({
  id: z.number(),
  name: z.string(),
  size_in_bytes: z.number(),
  expired: z.boolean().nullish(),
});

export type RunJob = z.infer<typeof Job>;

export interface RunAddress {
  apiUrl: string;
  /** OWNER/NAME */
  repository: string;
  runId: string;
  runAttempt: number;
  token: string;
}

const jobPagesMax = 10;
const bytesMax = 64 * 1024 * 1024;
const artifactsMax = 10;
/** GitHub stores a job's log a moment after the job has ended. */
const logTries = 5;
const logWaitMs = 2_000;

/**
 * The part of GitHub's API that a job needs to look back on the jobs of its own run that have ended. A job's log is there
 * as soon as that job is over, while the run still goes on: https://docs.github.com/rest/actions/workflow-jobs
 */
export function createRunApi(at: RunAddress, wait: (ms: number) => Promise<void>) {
  const base = `${at.apiUrl}/repos/${at.repository}/actions`;

  // A redirect leads to storage on another origin, and `fetch` leaves the token behind then.
  async function get(path: string): Promise<Response> {
    return fetch(`${base}${path}`, {
      headers: {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${at.token}`,
        "user-agent": "regreen-failure-artifact",
        "x-github-api-version": "2022-11-28",
      },
    });
  }

  async function json<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    const response = await get(path);
    if (!response.ok)
      throw new Error(
        `GitHub answered ${response.status} to ${path}. The job needs "permissions: actions: read".`,
      );
    return schema.parse(await response.json());
  }

  return {
    run: () => json(`/runs/${at.runId}/attempts/${at.runAttempt}`, Run),

    async jobs(): Promise<RunJob[]> {
      const found: RunJob[] = [];
      for (let page = 1; page <= jobPagesMax; page++) {
        const path = `/runs/${at.runId}/attempts/${at.runAttempt}/jobs?per_page=100&page=${page}`;
        const { jobs } = await json(path, z.object({ jobs: z.array(Job) }));
        found.push(...jobs);
        if (jobs.length < 100) break;
      }
      return found;
    },

    /** Null where it is not there. Cut at 64 MiB. */
    async log(jobId: number): Promise<Uint8Array | null> {
      for (let tries = 1; tries <= logTries; tries++) {
        const response = await get(`/jobs/${jobId}/logs`);
        if (response.ok) return bytesOf(response);
        await response.body?.cancel();
        if (response.status !== 404) return null;
        if (tries < logTries) await wait(logWaitMs);
      }
      return null;
    },

    /** The zips that the run uploaded so far. */
    async archives(): Promise<Uint8Array[]> {
      const { artifacts } = await json(
        `/runs/${at.runId}/artifacts?per_page=100`,
        z.object({ artifacts: z.array(Artifact) }),
      );
      const found: Uint8Array[] = [];
      for (const { id } of artifacts
        .filter((one) => one.expired !== true && one.size_in_bytes <= bytesMax)
        .slice(0, artifactsMax)) {
        const response = await get(`/artifacts/${id}/zip`);
        if (response.ok) found.push(await bytesOf(response));
      }
      return found;
    },
  };
}

async function bytesOf(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = response.body?.getReader();
  while (reader !== undefined && size < bytesMax) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value.subarray(0, bytesMax - size));
    size += value.length;
  }
  await reader?.cancel();
  return Buffer.concat(chunks);
}
