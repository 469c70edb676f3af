import picomatch from "picomatch";
import type { BranchProtection, Repository } from "../../state/repositories";
import type { World } from "../../world";
import { repositoryApi } from "./urls";

export function protectionOf(repository: Repository, branch: string): BranchProtection | null {
  return repository.protections.find((one) => picomatch.isMatch(branch, one.pattern)) ?? null;
}

export function isProtected(repository: Repository, branch: string): boolean {
  return protectionOf(repository, branch) !== null;
}

/** GitHub's `branch-protection`: readable with `administration` only. */
export function protectionView(world: World, repository: Repository, branch: string) {
  const url = `${repositoryApi(world, repository)}/branches/${branch}/protection`;
  const contexts = protectionOf(repository, branch)?.requiredChecks ?? [];
  return {
    url,
    enabled: true,
    required_status_checks: {
      url: `${url}/required_status_checks`,
      enforcement_level: "non_admins",
      strict: false,
      contexts,
      contexts_url: `${url}/required_status_checks/contexts`,
      checks: contexts.map((context) => ({ context, app_id: null })),
    },
    enforce_admins: { url: `${url}/enforce_admins`, enabled: true },
    required_linear_history: { enabled: false },
    allow_force_pushes: { enabled: false },
    allow_deletions: { enabled: false },
  };
}

/** The rules of a branch, which everybody who sees the repository may read. */
export function branchRules(_world: World, repository: Repository, branch: string) {
  const protection = protectionOf(repository, branch);
  if (!protection) return [];
  const source = {
    ruleset_source_type: "Repository",
    ruleset_source: `${repository.owner}/${repository.name}`,
    ruleset_id: repository.id,
  };
  return [
    { type: "deletion", ...source },
    { type: "non_fast_forward", ...source },
    {
      type: "pull_request",
      parameters: {
        dismiss_stale_reviews_on_push: false,
        require_code_owner_review: false,
        require_last_push_approval: false,
        required_approving_review_count: 0,
        required_review_thread_resolution: false,
      },
      ...source,
    },
    ...(protection.requiredChecks.length > 0
      ? [
          {
            type: "required_status_checks",
            parameters: {
              required_status_checks: protection.requiredChecks.map((context) => ({ context })),
              strict_required_status_checks_policy: false,
            },
            ...source,
          },
        ]
      : []),
  ];
}
