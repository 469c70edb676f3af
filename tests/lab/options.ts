import { z } from "zod";

/** What a lab needs to stand up. Everything has a default but the data folder. */
export const LabOptions = z.object({
  /** Repositories, state, logs and work folders live here and survive a restart. */
  dataFolder: z.string().min(1),
  /** 0 takes a free port. */
  port: z.number().int().min(0).max(65_535).default(0),
  /** Port of the second origin, where logs and artifacts are downloaded from. */
  blobPort: z.number().int().min(0).max(65_535).default(0),
  /** Port of CircleCI. */
  circlePort: z.number().int().min(0).max(65_535).default(0),
  /** Port of Buildkite. */
  buildkitePort: z.number().int().min(0).max(65_535).default(0),
  /** Port of Vercel. */
  vercelPort: z.number().int().min(0).max(65_535).default(0),
  /** Where the GitHub App's deliveries go; may be set later through the control API. */
  webhookUrl: z.url().nullable().default(null),
  /** Begins a world in which nobody has made a GitHub App; the other options about the app then mean nothing. */
  withoutApp: z.boolean().default(false),
  webhookSecret: z.string().min(1).default("lab-webhook-secret"),
  appId: z.number().int().positive().default(4242),
  appSlug: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .default("regreen"),
  appClientId: z.string().min(1).default("Iv23labclient"),
  appClientSecret: z.string().min(1).default("lab-client-secret"),
  /** PEM of the app's RSA key; made once and kept in the data folder when absent. */
  appPrivateKey: z.string().optional(),
  /** Where the OAuth page may send a browser back to; empty allows every loopback address. */
  callbackUrls: z.array(z.url()).default([]),
  /** Folder with scenario repositories; null starts an empty world. */
  scenariosFolder: z.string().nullable().default(null),
  /** How many CI jobs run at once. */
  jobsAtOnce: z.number().int().positive().default(2),
});
export type LabOptions = z.output<typeof LabOptions>;
export type LabOptionsInput = z.input<typeof LabOptions>;
