export interface PullRequest {
  id: number;
  repositoryId: number;
  number: number;
  title: string;
  body: string;
  state: "open" | "closed";
  draft: boolean;
  author: string;
  headRepositoryId: number;
  headRef: string;
  headSha: string;
  baseRef: string;
  baseSha: string;
  labels: string[];
  mergedAt: string | null;
  mergedBy: string | null;
  mergeCommitSha: string | null;
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
}

export interface IssueComment {
  id: number;
  repositoryId: number;
  issueNumber: number;
  author: string;
  viaApp: boolean;
  body: string;
  createdAt: string;
  updatedAt: string;
}
