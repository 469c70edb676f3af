import { z } from "zod";

/** What the control API takes; the typed client and the routes share these. */

export const PushCommit = z.object({
  /** OWNER/NAME */
  repository: z.string(),
  branch: z.string(),
  /** Where a branch that is not there yet begins; the default branch when absent. */
  from: z.string().optional(),
  /** Puts the commit on top of `from` instead, as a forced push does. */
  force: z.boolean().default(false),
  message: z.string().min(1),
  author: z.string(),
  /** Path → new text, or null to delete. */
  files: z.record(z.string(), z.string().nullable()),
});
export type PushCommit = z.input<typeof PushCommit>;

export const OpenPull = z.object({
  repository: z.string(),
  /** BRANCH, or OWNER:BRANCH for a fork. */
  head: z.string(),
  base: z.string(),
  title: z.string().min(1),
  body: z.string().default(""),
  draft: z.boolean().default(false),
  author: z.string(),
});
export type OpenPull = z.input<typeof OpenPull>;

export const PullAddress = z.object({ repository: z.string(), number: z.number().int(), by: z.string() });
export type PullAddress = z.input<typeof PullAddress>;

export const DeliveryFaultInput = z.object({
  kind: z.enum(["lose", "double", "delay", "reorder"]),
  event: z.string().optional(),
  action: z.string().optional(),
  count: z.number().int().positive().default(1),
  delayMs: z.number().int().min(0).default(1_000),
});
export type DeliveryFaultInput = z.input<typeof DeliveryFaultInput>;

export const RequestFaultInput = z.object({
  kind: z.enum(["drop-after", "error-after", "refuse"]),
  method: z.string().optional(),
  path: z.string(),
  count: z.number().int().positive().default(1),
  status: z.number().int().default(502),
  retryAfterSeconds: z.number().int().min(0).optional(),
  userAgent: z.string().optional(),
  message: z.string().optional(),
});
export type RequestFaultInput = z.input<typeof RequestFaultInput>;

export const CheckActionClick = z.object({
  repository: z.string(),
  checkRunId: z.number().int(),
  identifier: z.string(),
  by: z.string(),
});
export type CheckActionClick = z.input<typeof CheckActionClick>;

export const ExternalStatus = z.object({
  repository: z.string(),
  sha: z.string(),
  state: z.enum(["pending", "success", "failure", "error"]),
  context: z.string(),
  description: z.string().nullable().default(null),
  targetUrl: z.string().nullable().default(null),
  by: z.string(),
});
export type ExternalStatus = z.input<typeof ExternalStatus>;

/** How far a deployment is, as the service that makes it says. After one that ended the next report begins another. */
export const ExternalDeployment = z.object({
  repository: z.string(),
  sha: z.string(),
  environment: z.string(),
  state: z.enum(["error", "failure", "inactive", "in_progress", "queued", "pending", "success"]),
  description: z.string().default(""),
  logUrl: z.string().default(""),
  environmentUrl: z.string().default(""),
  by: z.string(),
});
export type ExternalDeployment = z.input<typeof ExternalDeployment>;

/** A check of another service; without a conclusion it is still at work. */
export const ExternalCheck = z.object({
  repository: z.string(),
  sha: z.string(),
  name: z.string(),
  conclusion: z
    .enum(["success", "failure", "neutral", "cancelled", "timed_out", "skipped", "action_required", "stale"])
    .nullable(),
  title: z.string().nullable().default(null),
  summary: z.string().nullable().default(null),
  text: z.string().nullable().default(null),
  annotations: z.array(z.object({ path: z.string(), line: z.int(), message: z.string() })).default([]),
});
export type ExternalCheck = z.input<typeof ExternalCheck>;

export const TransferRepository = z.object({ repository: z.string(), owner: z.string(), by: z.string() });
export type TransferRepository = z.input<typeof TransferRepository>;

/** How the next runs on a branch end, without a job of theirs having run. */
export const RunFaultInput = z.object({
  repository: z.string(),
  /** Beginning of the branch's name. */
  branch: z.string(),
  conclusion: z.enum(["cancelled", "skipped", "neutral", "timed_out", "action_required", "stale"]),
  count: z.number().int().positive().default(1),
});
export type RunFaultInput = z.input<typeof RunFaultInput>;

export const RenameRepository = z.object({ repository: z.string(), name: z.string(), by: z.string() });
export type RenameRepository = z.input<typeof RenameRepository>;

/** What a repository's plan lacks, and which labels somebody puts on a pull request. */
export const RepositoryPlan = z.object({ repository: z.string(), drafts: z.boolean() });
export type RepositoryPlan = z.input<typeof RepositoryPlan>;

export const PullLabel = z.object({
  repository: z.string(),
  number: z.number().int(),
  by: z.string(),
  label: z.string(),
});
export type PullLabel = z.input<typeof PullLabel>;

export const Collaborator = z.object({
  repository: z.string(),
  login: z.string(),
  role: z.enum(["read", "triage", "write", "maintain", "admin"]),
});
export type Collaborator = z.input<typeof Collaborator>;

export const CircleTokenInput = z.object({
  login: z.string(),
  level: z.enum(["read", "write", "admin"]).default("admin"),
  organizations: z.array(z.string()),
  expiresAt: z.iso.datetime().nullable().default(null),
});
export type CircleTokenInput = z.input<typeof CircleTokenInput>;

export const BuildkiteTokenInput = z.object({
  /** Slug of the one organization that it opens. */
  organization: z.string(),
  scopes: z
    .array(z.string())
    .default(["read_builds", "read_build_logs", "read_artifacts", "read_organizations"]),
});
export type BuildkiteTokenInput = z.input<typeof BuildkiteTokenInput>;

export const VercelTokenInput = z.object({
  login: z.string(),
  /** Slug of the team that it sees. */
  team: z.string(),
  /** Milliseconds, as Vercel's own. */
  expiresAt: z.number().int().nullable().default(null),
});
export type VercelTokenInput = z.input<typeof VercelTokenInput>;

export const CircleWebhookInput = z.object({
  /** OWNER/NAME on the code host. */
  repository: z.string(),
  url: z.url(),
  secret: z.string(),
});
export type CircleWebhookInput = z.input<typeof CircleWebhookInput>;

export const Comment = PullAddress.extend({ body: z.string().min(1) });
export type Comment = z.input<typeof Comment>;
