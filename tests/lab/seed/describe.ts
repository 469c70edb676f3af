import { z } from "zod";

/** `world.json` beside the repositories: who there is. */
export const WorldDescription = z.strictObject({
  users: z.array(z.strictObject({ login: z.string(), name: z.string(), email: z.email() })),
  organizations: z.array(
    z.strictObject({
      login: z.string(),
      name: z.string(),
      members: z.record(z.string(), z.enum(["admin", "member"])),
    }),
  ),
});
export type WorldDescription = z.output<typeof WorldDescription>;

/** `repository.json`: one repository folder. Its first commits come from `base/`. */
export const RepositoryDescription = z.strictObject({
  organization: z.string(),
  description: z.string().default(""),
  private: z.boolean().default(true),
  defaultBranch: z.string().default("main"),
  /** Program that must be there for this repository's CI, such as python3. Without it the repository is left out. */
  needs: z.string().optional(),
  /** Whether CircleCI builds it, and through which of its two apps. */
  circleci: z.enum(["oauth", "app"]).optional(),
  /** Whether Buildkite has a pipeline for it. */
  buildkite: z.boolean().default(false),
  /** Whether Vercel deploys it. */
  vercel: z.boolean().default(false),
  collaborators: z.record(z.string(), z.enum(["read", "triage", "write", "maintain", "admin"])).default({}),
  protectedBranches: z.array(z.string()).default(["main"]),
  requiredChecks: z.array(z.string()).default([]),
  protectedTags: z.array(z.string()).default([]),
});
export type RepositoryDescription = z.output<typeof RepositoryDescription>;

/** `pulls/NAME/pull.json`: one pull request and how it must end. */
export const PullDescription = z.strictObject({
  title: z.string(),
  body: z.string().default(""),
  branch: z.string(),
  author: z.string(),
  /** Login of the fork's owner, when the branch lives in a fork. */
  fork: z.string().optional(),
  /** In order; each commit's files lie in the folder beside this file that carries its name. */
  commits: z
    .array(
      z.strictObject({
        folder: z.string(),
        message: z.string(),
        delete: z.array(z.string()).default([]),
      }),
    )
    .min(1),
  /** What a repair of this pull request must come to. The lab passes it on and never reads it. */
  expect: z.strictObject({
    category: z.string(),
    outcome: z.string(),
    attempts: z.tuple([z.number().int(), z.number().int()]),
    proof: z.string(),
    repairPullRequest: z.boolean(),
    /** Settings of the product under which this holds, such as `attemptLimit`. */
    settings: z.record(z.string(), z.unknown()).default({}),
  }),
});
export type PullDescription = z.output<typeof PullDescription>;
