export type Role = "read" | "triage" | "write" | "maintain" | "admin";

export interface Repository {
  id: number;
  owner: string;
  name: string;
  private: boolean;
  /** Repository this one was forked from. */
  parentId: number | null;
  defaultBranch: string;
  description: string;
  archived: boolean;
  collaborators: Record<string, Role>;
  protections: BranchProtection[];
  /** Patterns of tags that nobody may move or delete. */
  protectedTags: string[];
  labels: Label[];
  /** Names that it had before, which GitHub redirects from until another repository takes them. */
  formerNames?: string[];
  /** Owners that it had before it was transferred; requests under them are redirected too. */
  formerOwners?: string[];
  /** Plans without draft pull requests refuse them. */
  draftsMissing?: boolean;
  createdAt: string;
  pushedAt: string;
}

/** A protected branch takes changes through pull requests only. */
export interface BranchProtection {
  pattern: string;
  requiredChecks: string[];
}

export interface Label {
  id: number;
  name: string;
  color: string;
}

/** One move of a branch, as GitHub keeps it: who it was, whatever the commits say. */
export interface Activity {
  id: number;
  repositoryId: number;
  ref: string;
  before: string;
  after: string;
  type: "push" | "force_push" | "branch_creation" | "branch_deletion";
  actor: string;
  at: string;
}
