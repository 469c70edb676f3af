import type { CiFile, CiJobFacts, CiProvider, CiRepository, CiTest, Readable } from "../types";
import type { CircleCiAccess, CircleCiConnections, CircleCiServer, WatchedProject } from "./access";
import type { CircleCiApi, Job } from "./api";
import { type CircleCiReader, createCircleCiReader } from "./client";
import { CircleCiError, circleCiStatus, explainStatus } from "./error";
import { explainConfiguration } from "./explain";
import { readJobLog } from "./job-log";
import { type Attempt, type Lineage, parseLineageId, readLineages } from "./lineage";
import { isOfSameWorkflow, jobFacts, providerId, runFacts } from "./map";
import { createCircleCiRerun } from "./rerun";
import { standsRed } from "./standing";
import { createV2 } from "./v2";
import { createV3 } from "./v3";

const artifactsMax = 20;
const reportName = /junit|test|spec|report|result/i;
const reportEnding = /\.(?:xml|json|jsonl|ndjson|trx|tap)$/i;

/** One project of a repository, opened with the token of the connection that watches it. */
interface OpenProject {
  access: CircleCiAccess;
  project: WatchedProject;
  reader: CircleCiReader;
  api: CircleCiApi;
}

/** CircleCI, read only. One run is one workflow of one commit; its reruns are attempts. */
export function createCircleCi(connections: CircleCiConnections, now: () => Date): CiProvider {
  const { server } = connections;

  async function openProjects(repository: CiRepository): Promise<OpenProject[]> {
    return (await connections.open(repository)).flatMap((access) => {
      const reader = createCircleCiReader(server, access.token);
      const api = apiOf(server, reader, now);
      return access.projects.map((project) => ({ access, project, reader, api }));
    });
  }

  /** What one project answers; null where its token is refused, which is told once and then not tried again. */
  async function ask<T>(
    repository: CiRepository,
    open: OpenProject,
    read: () => Promise<T>,
  ): Promise<T | null> {
    try {
      return await read();
    } catch (error) {
      if (circleCiStatus(error) !== 401) throw error;
      await connections.refused(repository, open.access.connectionId, explainStatus(401));
      return null;
    }
  }

  async function lineages(repository: CiRepository, headSha: string): Promise<Lineage[]> {
    const all: Lineage[] = [];
    const refused = new Set<string>();
    for (const open of await openProjects(repository)) {
      if (refused.has(open.access.connectionId)) continue;
      const found = await ask(repository, open, () => readLineages(open.api, open.project, headSha));
      if (found === null) refused.add(open.access.connectionId);
      else all.push(...found);
    }
    return all;
  }

  /** Only a project that this repository's own organization watches is ever opened. */
  async function openProject(repository: CiRepository, projectId: string): Promise<OpenProject | null> {
    return (await openProjects(repository)).find(({ project }) => project.id === projectId) ?? null;
  }

  async function findAttempt(
    repository: CiRepository,
    externalId: string,
    runAttempt: number | "newest",
  ): Promise<{ open: OpenProject; lineage: Lineage; attempt: Attempt } | null> {
    const id = parseLineageId(externalId);
    const open = id === null ? null : await openProject(repository, id.projectId);
    if (id === null || open === null) return null;
    const found = await ask(repository, open, () => readLineages(open.api, open.project, id.headSha));
    const lineage = found?.find((candidate) => candidate.name === id.name);
    const attempt = lineage?.attempts.at(runAttempt === "newest" ? -1 : runAttempt - 1);
    return lineage === undefined || attempt === undefined ? null : { open, lineage, attempt };
  }

  async function jobsOf(
    repository: CiRepository,
    externalId: string,
    runAttempt: number,
  ): Promise<{ open: OpenProject; attempt: Attempt; jobs: Job[] } | null> {
    const found = await findAttempt(repository, externalId, runAttempt);
    if (found === null) return null;
    const { open, attempt } = found;
    const jobs = attempt.errors.length > 0 ? [] : await open.api.jobs(attempt.workflow.id);
    return { open, attempt, jobs: jobs.filter((job) => !job.approval) };
  }

  return {
    id: providerId,
    title: "CircleCI",
    reopens: true,
    ownsLink: (link, { url }) => isOfSameWorkflow(link, url),

    async listRuns(repository, headSha) {
      return (await lineages(repository, headSha)).flatMap((lineage) => {
        const newest = lineage.attempts.at(-1);
        return newest === undefined ? [] : [runFacts(server, lineage, newest)];
      });
    },

    async getRun(repository, externalId) {
      const found = await findAttempt(repository, externalId, "newest");
      return found === null ? null : runFacts(server, found.lineage, found.attempt);
    },

    async listJobs(repository, externalId, runAttempt) {
      const found = await jobsOf(repository, externalId, runAttempt);
      if (found === null) return [];
      const { open, attempt, jobs } = found;
      const workflowId = attempt.workflow.id;
      if (attempt.errors.length > 0) return [configurationJob(open.project, attempt)];
      const facts: CiJobFacts[] = [];
      for (const job of jobs) {
        const id = jobId(open.project, job.handle);
        const hasRun = job.startedAt !== null && job.standing.status === "completed";
        const steps = hasRun ? await open.api.steps(open.project, job.handle) : [];
        facts.push(jobFacts(server, id, workflowId, job, steps));
      }
      return facts;
    },

    async readLog(repository, jobExternalId, bytesMax): Promise<Readable<Uint8Array>> {
      const { projectId, handle } = parseJobId(jobExternalId);
      const open = await openProject(repository, projectId);
      if (open === null) return { found: false, reason: notConnected };
      const errors = configurationErrors(handle);
      if (errors !== null) return { found: true, value: Buffer.from(errors) };
      return readable("The log", async () => {
        const log = await readJobLog(open.api, open.project, handle, bytesMax);
        if (log.length === 0) throw new CircleCiError("The job wrote no log.", 404);
        return log;
      });
    },

    async readTests(repository, externalId, runAttempt): Promise<Readable<CiTest[]>> {
      const found = await jobsOf(repository, externalId, runAttempt);
      if (found === null) return { found: false, reason: notConnected };
      return readable("The test results", async () => {
        const tests: CiTest[] = [];
        for (const job of found.jobs.filter((one) => one.startedAt !== null))
          tests.push(...(await found.open.api.tests(found.open.project, job.handle)));
        return tests;
      });
    },

    async readArchives(repository, externalId, runAttempt, bytesMax): Promise<Readable<CiFile[]>> {
      const found = await jobsOf(repository, externalId, runAttempt);
      if (found === null) return { found: false, reason: notConnected };
      const { open, jobs } = found;
      return readable("The artifacts", async () => {
        const files: CiFile[] = [];
        for (const job of jobs.filter((one) => one.startedAt !== null)) {
          const artifacts = await open.api.artifacts(open.project, job.handle);
          for (const { path, url } of artifacts.filter((one) => looksLikeReport(one.path))) {
            if (files.length >= artifactsMax) break;
            files.push({
              name: path,
              form: "file",
              bytes: await open.reader.download(url, bytesMax, "with token"),
            });
          }
        }
        return files;
      });
    },

    // CircleCI keeps none: what a tool reports stands in its log and its test results.
    listAnnotations: async () => [],

    async unreadable(repository) {
      if ((await connections.open(repository)).length > 0) return null;
      return (await connections.refusals(repository)).join(" ") || notConnected;
    },

    async rerun(repository) {
      const allowed = await connections.openRerun(repository);
      if (allowed === null) return null;
      return {
        allowedBy: `the rerun token that ${allowed.addedBy} added`,
        async failed(externalId) {
          const found = await findAttempt(repository, externalId, "newest");
          if (found === null || !standsRed(found.attempt.workflow.standing)) return false;
          return createCircleCiRerun(server, allowed.token).fromFailed(found.attempt.workflow.id);
        },
      };
    },
  };
}

export function apiOf(server: CircleCiServer, reader: CircleCiReader, now: () => Date): CircleCiApi {
  return server.api === "v3" ? createV3(reader, now) : createV2(reader);
}

const notConnected =
  "CircleCI cannot be read: no connection of this organization watches the project any more.";

function jobId(project: WatchedProject, handle: string): string {
  return `${project.id}/${handle}`;
}

function parseJobId(id: string): { projectId: string; handle: string } {
  const cut = id.indexOf("/");
  return { projectId: id.slice(0, cut), handle: id.slice(cut + 1) };
}

function looksLikeReport(path: string): boolean {
  return reportName.test(path) && reportEnding.test(path);
}

const configurationHandle = "configuration:";

/** A pipeline that could not start has no job, so its errors are one. They are short and stand in its handle. */
function configurationJob(project: WatchedProject, { workflow, errors }: Attempt): CiJobFacts {
  const text = Buffer.from(errors.join("\n\n").slice(0, 8_000)).toString("base64url");
  return {
    externalId: jobId(project, `${configurationHandle}${text}`),
    name: workflow.name,
    status: workflow.standing.status,
    conclusion: workflow.standing.conclusion,
    url: null,
    startedAt: workflow.createdAt,
    completedAt: workflow.endedAt,
    steps: [],
    explanation: explainConfiguration(),
  };
}

function configurationErrors(handle: string): string | null {
  if (!handle.startsWith(configurationHandle)) return null;
  return Buffer.from(handle.slice(configurationHandle.length), "base64url").toString();
}

/** What is missing, forbidden or not to be fetched is a reason; anything else is tried again. */
async function readable<T>(subject: string, read: () => Promise<T>): Promise<Readable<T>> {
  try {
    return { found: true, value: await read() };
  } catch (error) {
    if (!(error instanceof CircleCiError)) throw error;
    const lasting = error.status === null || [401, 403, 404, 410].includes(error.status);
    if (!lasting) throw error;
    return { found: false, reason: `${subject} cannot be read: ${error.message}` };
  }
}
