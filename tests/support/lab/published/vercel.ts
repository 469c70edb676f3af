import { z } from "zod";

// What Vercel publishes of its answers: https://vercel.com/docs/rest-api, as its own SDK reads them,
// https://github.com/vercel/sdk/tree/main/src/models.

const time = z.int().positive();

const ReadyState = z.enum([
  "BLOCKED",
  "BUILDING",
  "CANCELED",
  "DELETED",
  "ERROR",
  "INITIALIZING",
  "QUEUED",
  "READY",
]);

const Creator = z.object({
  uid: z.string(),
  username: z.string().optional(),
  githubLogin: z.string().optional(),
});

const common = {
  name: z.string(),
  projectId: z.string(),
  url: z.string(),
  inspectorUrl: z.url().nullable(),
  type: z.literal("LAMBDAS"),
  creator: Creator,
  createdAt: time,
  readyState: ReadyState,
  meta: z.record(z.string(), z.string()),
  ready: time.optional(),
  errorCode: z.string().optional(),
  errorMessage: z.string().nullish(),
  target: z.enum(["production", "staging"]).nullish(),
};

const ListedDeployment = z.object({
  ...common,
  uid: z.string(),
  created: time,
  state: ReadyState.optional(),
  buildingAt: time.optional(),
  source: z
    .enum([
      "api-trigger-git-deploy",
      "cli",
      "clone/repo",
      "git",
      "import",
      "import/repo",
      "redeploy",
      "v0-web",
    ])
    .optional(),
});

const Deployment = z.object({
  ...common,
  id: z.string(),
  aliasAssigned: z.boolean(),
  bootedAt: time,
  build: z.object({ env: z.array(z.string()) }),
  buildingAt: time,
  buildSkipped: z.boolean(),
  createdIn: z.string(),
  env: z.array(z.string()),
  isInConcurrentBuildsQueue: z.boolean(),
  isInSystemBuildsQueue: z.boolean(),
  ownerId: z.string(),
  plan: z.enum(["enterprise", "hobby", "pro"]),
  projectSettings: z.looseObject({}),
  public: z.boolean(),
  regions: z.array(z.string()),
  routes: z.array(z.unknown()).nullable(),
  status: ReadyState,
  version: z.number(),
});

const BuildEvent = z.object({
  created: time,
  date: time,
  deploymentId: z.string(),
  id: z.string(),
  info: z.object({ name: z.string(), type: z.string() }),
  serial: z.string(),
  text: z.string().optional(),
  type: z.enum([
    "command",
    "delimiter",
    "deployment-state",
    "edge-function-invocation",
    "exit",
    "fatal",
    "metric",
    "middleware",
    "middleware-invocation",
    "report",
    "stderr",
    "stdout",
  ]),
});

/** By route of the lab. */
export const publishedByVercel: Readonly<Record<string, z.ZodType>> = {
  "GET /v2/user": z.object({
    user: z.object({
      limited: z.literal(true),
      id: z.string(),
      email: z.string(),
      name: z.string().nullable(),
      username: z.string(),
      avatar: z.string().nullable(),
      defaultTeamId: z.string().nullable(),
    }),
  }),
  "GET /v5/user/tokens/current": z.object({
    token: z.object({
      id: z.string(),
      name: z.string(),
      type: z.string(),
      activeAt: time,
      createdAt: time,
      expiresAt: time.optional(),
    }),
  }),
  "GET /v2/teams/:id": z.object({
    id: z.string(),
    slug: z.string(),
    name: z.string().nullable(),
    avatar: z.string().nullable(),
    billing: z.unknown().nullable(),
    creatorId: z.string(),
    description: z.string().nullable(),
    stagingPrefix: z.string(),
    createdAt: time,
    updatedAt: time,
  }),
  "GET /v7/deployments": z.object({
    deployments: z.array(ListedDeployment),
    pagination: z.object({ count: z.int(), next: time.nullable(), prev: time.nullable() }),
  }),
  "GET /v13/deployments/:id": Deployment,
  "GET /v3/deployments/:id/events": z.array(BuildEvent.nullable()),
};
