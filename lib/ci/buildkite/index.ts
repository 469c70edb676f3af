import { askConnections } from "@/lib/provider-api/ask-connections";
import { type ReadOnlyApi, readable } from "@/lib/provider-api/read-only-api";
import type { TokenConnections } from "@/lib/provider-api/token-access";
import type { CiFile, CiProvider, CiRepository, Readable } from "../types";
import {
  attemptOf,
  commandJobs,
  isOfSamePipeline,
  jobFacts,
  providerId,
  repositoryOf,
  runFacts,
} from "./map";
import { Artifacts, Build, Builds } from "./schemas";
import { BuildkiteSettings } from "./settings";

export interface BuildkiteServer {
  /** Of the REST API, without a slash at the end. */
  url: string;
  /** Where artifacts may be downloaded from, beside the API itself. */
  downloadOrigins: readonly string[];
}

const buildsMax = 50;
const artifactsMax = 20;
const reportName = /junit|test|spec|report|result/i;
const reportEnding = /\.(?:xml|json|jsonl|ndjson|trx|tap)$/i;
/** Time stamps that the agent puts into the log: https://buildkite.com/docs/pipelines/configure/managing-log-output */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the sequence is made of control characters.
const timeStamps = /\u001b_bk;t=\d+\u0007/g;

/** Buildkite, read only. A run is a build of one pipeline; retried jobs make the next attempt of it. */
export function createBuildkite(server: BuildkiteServer, connections: TokenConnections): CiProvider {
  interface Open {
    api: ReadOnlyApi;
    path: string;
  }

  const connected = { provider: "Buildkite", server, connections, settings: BuildkiteSettings };

  /** With the path of the organization that a connection leads to. */
  function ask<T>(repository: CiRepository, read: (open: Open) => Promise<T | null>): Promise<T | null> {
    return askConnections(connected, repository.organizationId, (api, { organization }) =>
      read({ api, path: `/v2/organizations/${organization}` }),
    );
  }

  /** A build of this repository and no other, whatever an id says. */
  async function findBuild(
    repository: CiRepository,
    externalId: string,
  ): Promise<(Open & { build: Build }) | null> {
    const { pipeline, number } = parseId(externalId);
    return ask(repository, async (open) => {
      const path = `${open.path}/pipelines/${encodeURIComponent(pipeline)}/builds/${number}`;
      const found = await readable("The build", () =>
        open.api.get(path, Build, { include_retried_jobs: "true" }),
      );
      if (!found.found || !isOf(repository, found.value)) return null;
      return { ...open, path, build: found.value };
    });
  }

  return {
    id: providerId,
    title: "Buildkite",
    ownsLink: (link, { url }) => isOfSamePipeline(link, url),

    async listRuns(repository, headSha) {
      const builds = await ask(repository, async ({ api, path }) => {
        const query = { commit: headSha, per_page: buildsMax, include_retried_jobs: "true" };
        const listed = await api.get(`${path}/builds`, Builds, query);
        const ours = listed.filter((build) => build.commit === headSha && isOf(repository, build));
        // Another connection may lead to the organization that builds this repository.
        return ours.length === 0 ? null : ours;
      });
      return (builds ?? []).map((build) => runFacts(build));
    },

    async getRun(repository, externalId) {
      const found = await findBuild(repository, externalId);
      return found === null ? null : runFacts(found.build);
    },

    async listJobs(repository, externalId, runAttempt) {
      const found = await findBuild(repository, externalId);
      if (found === null || attemptOf(found.build) !== runAttempt) return [];
      return commandJobs(found.build).map((job) => jobFacts(found.build, job));
    },

    async readLog(repository, jobExternalId, bytesMax): Promise<Readable<Uint8Array>> {
      const found = await findBuild(repository, jobExternalId);
      if (found === null) return { found: false, reason: notConnected };
      const { job } = parseId(jobExternalId);
      return readable("The log", async () => {
        const bytes = await found.api.getBytes(`${found.path}/jobs/${encodeURIComponent(job)}/log`, bytesMax);
        return Buffer.from(Buffer.from(bytes).toString("utf8").replace(timeStamps, ""));
      });
    },

    async readArchives(repository, externalId, _runAttempt, bytesMax): Promise<Readable<CiFile[]>> {
      const found = await findBuild(repository, externalId);
      if (found === null) return { found: false, reason: notConnected };
      return readable("The artifacts", async () => {
        const all = await found.api.get(`${found.path}/artifacts`, Artifacts, { per_page: 100 });
        const files: CiFile[] = [];
        for (const { id, job_id: jobId, path, state } of all
          .filter((one) => reportName.test(one.path) && reportEnding.test(one.path))
          .slice(0, artifactsMax)) {
          if (state !== undefined && state !== null && state !== "finished") continue;
          const at = `${found.path}/jobs/${encodeURIComponent(jobId)}/artifacts/${encodeURIComponent(id)}`;
          const bytes = await found.api.getBytes(`${at}/download`, bytesMax);
          files.push({ name: path, form: "file", bytes });
        }
        return files;
      });
    },

    // Annotations of Buildkite are prose in HTML: what a tool reports stands in its log and its artifacts.
    listAnnotations: async () => [],
    // Reading only: running jobs again would need a token that may write builds.
    rerun: async () => null,
  };
}

const notConnected = "Buildkite cannot be read: no connection of this organization sees this build.";

function isOf({ owner, name }: CiRepository, { pipeline }: Build): boolean {
  return repositoryOf(pipeline.repository) === `${owner}/${name}`.toLowerCase();
}

/** `pipeline/number` of a build, `pipeline/number/job` of a job. */
function parseId(externalId: string): { pipeline: string; number: number; job: string } {
  const [pipeline = "", number = "", job = ""] = externalId.split("/");
  return { pipeline, number: Number.parseInt(number, 10) || 0, job };
}
