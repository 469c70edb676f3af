import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { serve } from "inngest/node";
import { agents } from "@/lib/agents";
import type { Agent } from "@/lib/agents/types";
import { createCiProviders } from "@/lib/ci";
import { circleCiConnections } from "@/lib/circleci-connections";
import type { Context } from "@/lib/context";
import { createDb } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { defaultPolicy, type PolicySettings } from "@/lib/domain/policy";
import type { ProviderServers } from "@/lib/env/provider-servers";
import { createGitHubClient } from "@/lib/github/client";
import { createLog, type Log } from "@/lib/log";
import { receiveCircleCiDelivery } from "@/lib/loops/receive-circleci-delivery";
import { receiveDelivery } from "@/lib/loops/receive-delivery";
import { syncInstallations } from "@/lib/loops/sync-installations";
import type { Registries } from "@/lib/package-managers/types";
import { chooseSandbox } from "@/lib/sandbox";
import { createSend } from "@/lib/send-events";
import { createSentry } from "@/lib/sentry";
import { startEngine } from "@/lib/standalone/engine";
import { tokenConnections } from "@/lib/token-connections";
import { connectLabCircleCi } from "../lab/connect-circleci";
import { connectLabToken, type TokenConnected } from "../lab/connect-token";
import { assertReadOnly } from "../lab/provider-requests";
import { startLab } from "../lab/start-lab";
import { unreachableServers } from "./context";
import { untilChanged } from "./until-changed";
import { someVault } from "./vault";

export type World = Awaited<ReturnType<typeof startWorld>>;

/** Longest that one loop may take, its CI runs included, on a slow machine. */
const loopTimeoutMs = 280_000;

const keys = { signingKey: `signkey-prod-${"5e".repeat(16)}`, eventKey: "event-key-of-a-test" };

/**
 * Everything that a loop needs, real and on loopback: PostgreSQL, the lab as GitHub, the stages on the embedded engine,
 * and the webhook's receiver. Only the pages are missing.
 */
export async function startWorld(options: {
  scenariosFolder: string;
  settings?: Partial<PolicySettings>;
  /** Other agents than the product's own, for stories in which a person is faster. */
  agents?: readonly Agent[];
  /** Stand-ins of other providers. */
  servers?: Partial<ProviderServers>;
  /** Walls around them; a plain process where nothing is said, because the code here is our own. */
  sandbox?: "bubblewrap" | "process";
  /** Folders of tools inside, beside the lab's. */
  toolPath?: readonly string[];
  /** Stand-ins of registries of packages; none where nothing is said. */
  registries?: Partial<Registries>;
  /** Hosts of model endpoints that may be called. */
  agentHosts?: readonly string[];
  log?: Log;
  /** Where no test runner provides a database. */
  database?: { url: string; drop(): Promise<void> };
  /** A GitHub Enterprise Server with an address of its own, which stands before the lab. */
  gitHubServer?: { url: string; standBefore(url: string): void };
  /** Which of CircleCI's APIs the product speaks; v3 unless said. */
  circleCiApi?: "v3" | "v2";
  /** A story in which somebody adds the token that runs failed jobs again. Nothing else may ever write. */
  rerunsAllowed?: boolean;
}) {
  const folder = await mkdtemp(join(tmpdir(), "regreen-world-"));
  const database = options.database ?? (await (await import("./database")).createTestDatabase());
  const db = createDb(database.url, 10);
  const lab = await startLab({ dataFolder: join(folder, "lab"), scenariosFolder: options.scenariosFolder });
  options.gitHubServer?.standBefore(lab.githubUrl);
  const log = options.log ?? createLog({ level: "silent" });
  const app = {
    from: "environment" as const,
    appId: lab.appId,
    slug: null,
    privateKey: lab.appPrivateKey,
    clientId: lab.appClientId,
    clientSecret: lab.appClientSecret,
    webhookSecrets: [lab.webhookSecret],
  };
  const github = createGitHubClient({
    webUrl: options.gitHubServer?.url ?? lab.githubUrl,
    apiUrl: options.gitHubServer === undefined ? lab.githubApiUrl : `${options.gitHubServer.url}/api/v3`,
    app: async () => app,
    writeIntervalMs: 0,
  });
  let answer: RequestListener = (_request, response) => response.writeHead(503).end();
  const server = createServer((request, response) => answer(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const engine = await startEngine({ ...keys, databaseUrl: database.url, appUrl: `${url}/api/inngest`, log });
  Object.assign(process.env, {
    INNGEST_BASE_URL: engine.baseUrl,
    INNGEST_SIGNING_KEY: keys.signingKey,
    INNGEST_EVENT_KEY: keys.eventKey,
  });
  const vault = someVault();
  const now = () => new Date();
  const servers: ProviderServers = {
    ...unreachableServers,
    circleCi: {
      url: lab.circleUrl,
      appUrl: lab.circleUrl,
      api: options.circleCiApi ?? "v3",
      downloadOrigins: [lab.blobUrl],
    },
    buildkite: { url: lab.buildkiteUrl, downloadOrigins: [lab.blobUrl] },
    vercel: { url: lab.vercelUrl },
    ...options.servers,
  };
  const connectionsOf = (provider: string) => tokenConnections({ db, vault, log, now }, provider);
  const ctx: Context = {
    db,
    vault,
    log,
    now,
    appInForce: async () => app,
    github,
    gitStore: { directory: join(folder, "git"), searchPath: process.env.PATH ?? "" },
    ci: createCiProviders({
      octokitFor: github.octokit,
      appId: github.appId,
      servers,
      circleCi: circleCiConnections({ db, vault, log, now }, servers.circleCi),
      now,
      connectionsOf,
    }),
    servers,
    sentry: createSentry(servers.sentry, connectionsOf("sentry")),
    agents: options.agents ?? Object.values(agents),
    sandbox: chooseSandbox({
      wanted: options.sandbox ?? "process",
      toolPath: [lab.toolPath, ...(options.toolPath ?? [])],
      searchPath: process.env.PATH ?? "",
    }),
    send: createSend(),
    settings: {
      publicUrl: "http://localhost:3000",
      policy: {
        ...defaultPolicy,
        automaticRepair: true,
        settleSeconds: 0,
        loopIntervalMinutes: 0,
        ...definedOnly(options.settings),
      },
      production: false,
      validationTimeoutMinutes: 10,
      followUpMinutes: 60,
      reconcileMinutes: 5,
      agentHosts: options.agentHosts ?? [],
      workDirectory: join(folder, "work"),
      dependenciesDirectory: join(folder, "dependencies"),
      registries: { npm: null, python: null, ...options.registries },
    },
  };
  (globalThis as { regreenContext?: Context }).regreenContext = ctx;
  // Loaded after the environment is set: the SDK reads its keys when its client is made.
  const { inngest } = await import("@/inngest/client");
  const { functions } = await import("@/inngest/functions");
  const stages = serve({ client: inngest, functions });
  answer = async (request, response) => {
    if (request.url?.startsWith("/api/inngest")) return stages(request, response);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const circleCiConnection = /^\/api\/webhooks\/circleci\/([\w-]+)$/.exec(request.url ?? "")?.[1];
    const header = (name: string) => (request.headers[name] as string | undefined) ?? null;
    if (circleCiConnection !== undefined) {
      const signature = header("circleci-signature");
      const heard = { connectionId: circleCiConnection, signature, body: Buffer.concat(chunks) };
      response.writeHead((await receiveCircleCiDelivery(ctx, heard)).kind === "accepted" ? 202 : 403).end();
      return;
    }
    const received = await receiveDelivery(ctx, {
      event: header("x-github-event"),
      deliveryId: header("x-github-delivery"),
      signature: header("x-hub-signature-256"),
      body: Buffer.concat(chunks),
    });
    response.writeHead(received.kind === "accepted" ? 202 : 200).end();
  };
  await engine.synchronise();
  await engine.registered;
  await lab.control.setWebhook(`${url}/webhooks/github`);
  await syncInstallations(ctx, true);
  const whole = { pullRequest: true, organization: true, repository: true } as const;

  /** The loop as soon as it stands where it is wanted. */
  function untilLoop(where: Prisma.RepairLoopWhereInput, what: string) {
    return untilChanged(
      database.url,
      what,
      () => db.repairLoop.findFirst({ where, include: whole }),
      loopTimeoutMs,
    );
  }

  return {
    ctx,
    db,
    folder,
    databaseUrl: database.url,
    lab,
    engine,
    untilLoop,

    /** A row as soon as it is there. */
    untilRow<Row>(find: () => Promise<Row | null>): Promise<Row> {
      return untilChanged(database.url, "a row", find, loopTimeoutMs);
    },

    /** Connects an organization to the lab's CircleCI and watches these repositories' projects. */
    async connectCircleCi(login: string, repositories: readonly string[], webhooks = true) {
      return connectLabCircleCi(ctx, lab, { login, repositories, webhookBase: webhooks ? url : null });
    },

    /** Connects an organization to the lab's Buildkite or Vercel. */
    async connectToken(login: string, provider: TokenConnected) {
      await connectLabToken(ctx, lab.control, { login, provider });
    },

    /** Opens a scenario of the lab where it is not open yet, and answers its loop when it has ended and said so. */
    async loopOf(scenario: string) {
      const [seeded] = await lab.control.openScenarios([scenario]);
      if (seeded === undefined) throw new Error(`The lab has no scenario ${scenario}.`);
      const pullRequest = { number: seeded.pullRequest, repository: { name: seeded.repository } };
      return untilLoop({ pullRequest, endReportedAt: { not: null } }, `the end of ${scenario}`);
    },

    /** A person pushes a branch with these files and opens a pull request from it. */
    async openPull(pull: {
      repository: string;
      branch: string;
      author: string;
      files: Record<string, string>;
    }) {
      const { repository, branch, author, files } = pull;
      await lab.control.pushCommit({ repository, branch, author, files, message: `Work on ${branch}` });
      const title = `Pull ${branch}`;
      const opened = await lab.control.openPull({ repository, head: branch, base: "main", title, author });
      return { ...opened, repository };
    },

    /** @throws Error where the product sent a CI provider anything but reads */
    async stop() {
      const requests = await lab.control.providerRequests();
      await lab.close();
      await engine.stop();
      server.closeAllConnections();
      server.close();
      await db.$disconnect();
      await database.drop();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
      assertReadOnly(requests, options);
    },
  };
}

function definedOnly(settings: Partial<PolicySettings> | undefined) {
  return Object.fromEntries(
    Object.entries(settings ?? {}).filter(([, value]) => value !== null && value !== undefined),
  );
}
