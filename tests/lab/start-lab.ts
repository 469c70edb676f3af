import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Hono } from "hono";
import { createBlobApp } from "./blobs/server";
import { createBuildkiteEngine } from "./buildkite/engine";
import { createBuildkiteServer } from "./buildkite/server";
import { createCiEngine } from "./ci/engine";
import { createCircleEngine } from "./circleci/engine";
import { createCircleServer } from "./circleci/server";
import { createClock } from "./clock";
import { LabControl } from "./control/client";
import { type Handler, withRequestFaults } from "./control/fault-gate";
import { controlRoutes } from "./control/routes";
import { serveGit } from "./git/http-backend";
import { createLocks } from "./git/locks";
import { createApi } from "./github/api";
import { createDeliveryQueue } from "./github/events/queue";
import { withFormerNames } from "./github/former-names";
import { appEvents, appPermissions } from "./github/views/app";
import { loadAppKey, loadSecret } from "./keys";
import { listen } from "./listen";
import { LabOptions, type LabOptionsInput } from "./options";
import type { LabProvider } from "./provider-requests";
import { ensureBot } from "./seed/accounts";
import { loadScenarios } from "./seed/scenarios";
import type { RegisteredApp } from "./state/app";
import { openStateStore } from "./state/store";
import { buildToolCache } from "./tools/tool-cache";
import { createVercelEngine } from "./vercel/engine";
import { createVercelServer } from "./vercel/server";
import { appRegistrationRoutes } from "./web/app-registration";
import { installationRoutes } from "./web/installation";
import { oauthRoutes } from "./web/oauth";
import { pageRoutes } from "./web/pages";
import type { LabFolders, World } from "./world";

export interface LabRoute {
  method: string;
  /** As Hono writes it: `/repos/:owner/:repo`. */
  path: string;
}

export interface Lab {
  /** What the product gets as GITHUB_URL. */
  githubUrl: string;
  /** What the product gets as GITHUB_API_URL. */
  githubApiUrl: string;
  blobUrl: string;
  /** What the product gets as CIRCLECI_URL. */
  circleUrl: string;
  /** What the product gets as BUILDKITE_API_URL. */
  buildkiteUrl: string;
  /** What the product gets as VERCEL_API_URL. */
  vercelUrl: string;
  appId: number;
  appPrivateKey: string;
  appClientId: string;
  appClientSecret: string;
  webhookSecret: string;
  /** Folder with the tools CI uses, for a sandbox that should have the same ones. */
  toolPath: string;
  control: LabControl;
  /** What each side of the lab answers to. */
  routes: Record<"github" | LabProvider, LabRoute[]>;
  /** Stops at once what runs; a lab started on the same folder goes on with it. */
  close(): Promise<void>;
}

/** Stands up the stand-in world. Everything it keeps is in the data folder; starting on an old one goes on from there. */
export async function startLab(input: LabOptionsInput): Promise<Lab> {
  const options = LabOptions.parse(input);
  const folders = makeFolders(options.dataFolder);
  const store = openStateStore(join(options.dataFolder, "state.json"));
  const toolPath = await buildToolCache(join(options.dataFolder, "tools"));
  store.state.webhookUrl = options.webhookUrl ?? store.state.webhookUrl;
  const appPrivateKey = loadAppKey(options.dataFolder, options.appPrivateKey);
  if (!options.withoutApp) store.state.app = givenApp(options, appPrivateKey);

  // The servers need the world and the world needs their addresses, so they listen first and get their routes after.
  const web = new Hono();
  const webServer = await listen(options.port);
  const blobServer = await listen(options.blobPort);
  const circleServer = await listen(options.circlePort);
  const buildkiteServer = await listen(options.buildkitePort);
  const vercelServer = await listen(options.vercelPort);
  const servers = [webServer, blobServer, circleServer, buildkiteServer, vercelServer];

  const world: World = {
    options,
    clock: createClock(store.state.timeOffsetMs),
    state: store.state,
    save: store.save,
    baseUrl: webServer.url,
    blobUrl: blobServer.url,
    circleUrl: circleServer.url,
    buildkiteUrl: buildkiteServer.url,
    vercelUrl: vercelServer.url,
    folders,
    secret: loadSecret(options.dataFolder),
    toolPath,
    locks: createLocks(),
    faults: { delivery: [], request: [], run: [] },
    ci: createCiEngine(() => world),
    circle: createCircleEngine(() => world),
    buildkite: createBuildkiteEngine(() => world),
    vercel: createVercelEngine(() => world),
    providerRequests: [],
    deliveries: createDeliveryQueue(),
  };
  if (store.state.app !== null) ensureBot(world);
  const scenarios = await loadScenarios(world, options.scenariosFolder);
  const github = createApi(world);
  web.route("/", github);
  oauthRoutes(web, world);
  appRegistrationRoutes(web, world);
  installationRoutes(web, world);
  controlRoutes(web, world, scenarios);
  web.all("/:owner/:name{[^/]+\\.git}/:rest{.+}", (c) =>
    serveGit(world, c, c.req.param("owner"), c.req.param("name").replace(/\.git$/, ""), c.req.param("rest")),
  );
  pageRoutes(web, world);
  webServer.answer = withRequestFaults(world, withFormerNames(world, web.fetch));
  blobServer.answer = createBlobApp(world).fetch;
  const circleci = createCircleServer(world);
  const buildkite = createBuildkiteServer(world);
  const vercel = createVercelServer(world);
  circleServer.answer = provider(world, "circleci", circleci.fetch);
  buildkiteServer.answer = provider(world, "buildkite", buildkite.fetch);
  vercelServer.answer = provider(world, "vercel", vercel.fetch);
  const engines = [world.ci, world.circle, world.buildkite, world.vercel];
  for (const engine of engines) engine.resume();
  store.flush();

  return {
    githubUrl: world.baseUrl,
    githubApiUrl: `${world.baseUrl}/api/v3`,
    blobUrl: world.blobUrl,
    circleUrl: world.circleUrl,
    buildkiteUrl: world.buildkiteUrl,
    vercelUrl: world.vercelUrl,
    appId: options.appId,
    appPrivateKey,
    appClientId: options.appClientId,
    appClientSecret: options.appClientSecret,
    webhookSecret: options.webhookSecret,
    toolPath,
    control: new LabControl(world.baseUrl),
    routes: {
      github: routesOf(github, "/api/v3"),
      circleci: routesOf(circleci),
      buildkite: routesOf(buildkite),
      vercel: routesOf(vercel),
    },
    close: async () => {
      await Promise.all(engines.map((engine) => engine.close()));
      await Promise.all(servers.map((server) => server.close()));
      await world.deliveries.idle();
      store.flush();
    },
  };
}

/** Without what only stands before others, such as the check of a token. */
function routesOf(
  { routes }: { routes: readonly { method: string; path: string }[] },
  prefix = "",
): LabRoute[] {
  const answering = routes.filter(({ method, path }) => method !== "ALL" && path.startsWith(`${prefix}/`));
  return answering.map(({ method, path }) => ({ method, path: path.slice(prefix.length) }));
}

/** A provider's side: each request goes on record before anything may break it. */
function provider(world: World, id: LabProvider, fetch: Handler): Handler {
  const answer = withRequestFaults(world, fetch);
  return (request, bindings) => {
    const { method, url } = request;
    world.providerRequests.push({ provider: id, method, path: new URL(url).pathname });
    return answer(request, bindings);
  };
}

/** The app that the product is configured with from outside. */
function givenApp(options: LabOptions, privateKeyPem: string): RegisteredApp {
  return {
    id: options.appId,
    slug: options.appSlug,
    name: options.appSlug,
    owner: null,
    clientId: options.appClientId,
    clientSecret: options.appClientSecret,
    webhookSecret: options.webhookSecret,
    privateKeyPem,
    callbackUrls: options.callbackUrls,
    setupUrl: null,
    permissions: appPermissions,
    events: appEvents,
  };
}

function makeFolders(dataFolder: string): LabFolders {
  const folders = {
    git: join(dataFolder, "git"),
    logs: join(dataFolder, "logs"),
    artifacts: join(dataFolder, "artifacts"),
    deliveries: join(dataFolder, "deliveries"),
    work: join(dataFolder, "work"),
  };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true });
  return folders;
}
