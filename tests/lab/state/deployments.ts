/** A commit that somebody brings to an environment. */
export interface Deployment {
  id: number;
  repositoryId: number;
  sha: string;
  /** What was asked to be deployed: a branch, a tag or the commit. */
  ref: string;
  environment: string;
  creator: string;
  createdAt: string;
}

export interface DeploymentStatus {
  id: number;
  deploymentId: number;
  state: "error" | "failure" | "inactive" | "in_progress" | "queued" | "pending" | "success";
  description: string;
  logUrl: string;
  environmentUrl: string;
  creator: string;
  createdAt: string;
}
