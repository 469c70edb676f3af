import { z } from "zod";

/** What the control API takes; the typed client and the routes share these. */

export const PushCommit = z.object({
  /** OWNER/NAME */
  repository: z.string(),
  branch: z.string(),
  /** Where a branch that is not there yet begins; the default branch when absent. */
  from: z.string().optional(),
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

export const Comment = PullAddress.extend({ body: z.string().min(1) });
export type Comment = z.input<typeof Comment>;
