import { z } from "zod";

/** Only the foreign fields that are used; everything else may be there, and unknown words stay text. */
const Account = z.object({
  id: z.int(),
  login: z.string(),
  type: z.string().default("Organization"),
  avatar_url: z.string().nullish(),
});

export const Repository = z.object({
  id: z.int(),
  name: z.string(),
  owner: z.object({ login: z.string() }),
  default_branch: z.string().default("main"),
  private: z.boolean().default(true),
  archived: z.boolean().default(false),
});

const SenderAccount = z.object({ id: z.int(), login: z.string(), type: z.string().default("User") });
const InstallationId = z.object({ id: z.int() });
const Sha = z.string().regex(/^[0-9a-f]{40}$/);
const inRepository = { installation: InstallationId, repository: Repository };

export const WorkflowRunPayload = z.object({
  action: z.string(),
  installation: InstallationId,
  repository: Repository,
  workflow_run: z.object({
    id: z.int(),
    run_attempt: z.int().default(1),
    name: z.string().nullish(),
    head_sha: Sha,
    head_branch: z.string().nullish(),
    head_repository: z.object({ owner: z.object({ login: z.string() }) }).nullish(),
    event: z.string(),
    status: z.string().nullish(),
    conclusion: z.string().nullish(),
    html_url: z.string(),
    run_started_at: z.string().nullish(),
    updated_at: z.string(),
  }),
});

export const PullRequestPayload = z.object({
  action: z.string(),
  installation: InstallationId,
  repository: Repository,
  sender: SenderAccount,
  pull_request: z.object({
    number: z.int(),
    title: z.string(),
    user: z.object({ login: z.string() }).nullable(),
    head: z.object({ ref: z.string(), sha: z.string(), repo: z.object({ id: z.int() }).nullable() }),
    base: z.object({ ref: z.string(), sha: z.string() }),
    draft: z.boolean().optional(),
    labels: z.array(z.object({ name: z.string() })).default([]),
    closed_at: z.string().nullable(),
    merged_at: z.string().nullable(),
    updated_at: z.string(),
    html_url: z.string(),
  }),
});

export const PushPayload = z.object({
  installation: InstallationId,
  repository: Repository,
  sender: SenderAccount,
  ref: z.string(),
  before: z.string(),
  after: z.string(),
  deleted: z.boolean().default(false),
});

const ShortRepository = z.object({ id: z.int(), full_name: z.string(), private: z.boolean().default(true) });
const Installation = z.object({ id: z.int(), account: Account, suspended_at: z.string().nullish() });

export const InstallationPayload = z.object({
  action: z.string(),
  installation: Installation,
  repositories: z.array(ShortRepository).default([]),
});

export const InstallationRepositoriesPayload = z.object({
  action: z.string(),
  installation: Installation,
  repositories_added: z.array(ShortRepository).default([]),
  repositories_removed: z.array(ShortRepository).default([]),
});

export const WorkflowJobPayload = z.object({
  ...inRepository,
  action: z.string(),
  workflow_job: z.object({
    id: z.int(),
    run_id: z.int(),
    run_attempt: z.int().default(1),
    name: z.string(),
    head_sha: Sha,
    status: z.string(),
    conclusion: z.string().nullable(),
  }),
});

const CheckApp = z.object({ id: z.int(), slug: z.string().nullish() }).nullable();

export const CheckRunPayload = z.object({
  ...inRepository,
  action: z.string(),
  sender: SenderAccount,
  check_run: z.object({
    id: z.int(),
    name: z.string(),
    head_sha: Sha,
    status: z.string(),
    conclusion: z.string().nullable(),
    completed_at: z.string().nullish(),
    app: CheckApp,
  }),
  requested_action: z.object({ identifier: z.string() }).nullish(),
});

export const CheckSuitePayload = z.object({
  ...inRepository,
  action: z.string(),
  sender: SenderAccount,
  check_suite: z.object({ id: z.int(), head_sha: Sha, conclusion: z.string().nullable(), app: CheckApp }),
});

export const StatusPayload = z.object({
  ...inRepository,
  id: z.int(),
  sha: Sha,
  context: z.string(),
  state: z.string(),
});

export const DeploymentStatusPayload = z.object({
  ...inRepository,
  deployment: z.object({
    sha: Sha,
    environment: z.string(),
    creator: z.object({ login: z.string() }).nullish(),
    performed_via_github_app: z.object({ slug: z.string().nullish() }).nullish(),
  }),
  deployment_status: z.object({ id: z.int(), state: z.string() }),
});

export const MergeGroupPayload = z.object({
  ...inRepository,
  action: z.string(),
  merge_group: z.object({ head_ref: z.string(), head_sha: Sha }),
});

export const RepositoryPayload = z.object({ ...inRepository, action: z.string() });

export const InstallationTargetPayload = z.object({
  action: z.string(),
  installation: InstallationId,
  account: z.object({ id: z.int(), login: z.string().optional(), slug: z.string().optional() }),
});

export const AuthorizationPayload = z.object({ action: z.string(), sender: SenderAccount });
