import { askConnections } from "@/lib/provider-api/ask-connections";
import { type ReadOnlyApi, readable } from "@/lib/provider-api/read-only-api";
import type { TokenConnections } from "@/lib/provider-api/token-access";
import type { CiProvider, CiRepository, Readable } from "../types";
import { commitOf, isOf, isOfSameProject, jobFacts, providerId, runFacts } from "./map";
import { BuildEvents, Deployment, Deployments } from "./schemas";
import { VercelSettings } from "./settings";

export interface VercelServer {
  /** Of the REST API, without a slash at the end. */
  url: string;
}

const deploymentsMax = 50;

/** Deployments by Vercel, read only. A run is one deployment of one commit, its job is the build. */
export function createVercel(server: VercelServer, connections: TokenConnections): CiProvider {
  interface Open {
    api: ReadOnlyApi;
    team: Readonly<Record<string, string>>;
  }

  const connected = { provider: "Vercel", server, connections, settings: VercelSettings };

  /** With the team that a connection leads to; none for a personal account. */
  function ask<T>(repository: CiRepository, read: (open: Open) => Promise<T | null>): Promise<T | null> {
    return askConnections(connected, repository.organizationId, (api, { teamId }) =>
      read({ api, team: teamId === null ? {} : { teamId } }),
    );
  }

  /** A deployment of this repository and no other, whatever an id says. */
  async function find(
    repository: CiRepository,
    id: string,
  ): Promise<(Open & { deployment: Deployment }) | null> {
    return ask(repository, async (open) => {
      const path = `/v13/deployments/${encodeURIComponent(id)}`;
      const found = await readable("The deployment", () => open.api.get(path, Deployment, open.team));
      return found.found && isOf(repository, found.value) ? { ...open, deployment: found.value } : null;
    });
  }

  return {
    id: providerId,
    title: "Vercel",
    ownsLink: (link, { url }) => isOfSameProject(link, url),

    async listRuns(repository, headSha) {
      const listed = await ask(repository, async ({ api, team }) => {
        const query = { ...team, sha: headSha, limit: deploymentsMax };
        const { deployments } = await api.get("/v7/deployments", Deployments, query);
        const ours = deployments.filter((one) => commitOf(one) === headSha && isOf(repository, one));
        // Another connection may lead to the team that deploys this repository.
        return ours.length === 0 ? null : ours;
      });
      return (listed ?? []).map((deployment) => runFacts(deployment));
    },

    async getRun(repository, externalId) {
      const found = await find(repository, externalId);
      return found === null ? null : runFacts(found.deployment);
    },

    async listJobs(repository, externalId) {
      const found = await find(repository, externalId);
      return found === null ? [] : [jobFacts(found.deployment)];
    },

    async readLog(repository, jobExternalId, bytesMax): Promise<Readable<Uint8Array>> {
      const found = await find(repository, jobExternalId);
      if (found === null) return { found: false, reason: notConnected };
      return readable("The build log", async () => {
        const path = `/v3/deployments/${encodeURIComponent(jobExternalId)}/events`;
        const query = { ...found.team, builds: 1, direction: "forward", follow: 0, limit: -1 };
        const events = await found.api.get(path, BuildEvents, query);
        const lines = events.flatMap((event) => event?.text ?? event?.payload?.text ?? []);
        // The reason of the end is not part of the log: https://vercel.com/docs/errors/error-list
        const { errorCode, errorMessage } = found.deployment;
        if (errorMessage) lines.push(`Error: ${errorMessage}${errorCode ? ` (${errorCode})` : ""}`);
        return Buffer.from(lines.map((line) => `${line.trimEnd()}\n`).join("")).subarray(0, bytesMax);
      });
    },

    // A deployment uploads no test reports and no annotations.
    readArchives: async () => ({ found: true, value: [] }),
    listAnnotations: async () => [],
    // Reading only: a new deployment is made by the next push.
    rerun: async () => null,
  };
}

const notConnected = "Vercel cannot be read: no connection of this organization sees this deployment.";
