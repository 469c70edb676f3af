/** GitHub Actions, as it signs what it makes by itself. */
const actions = { login: "github-actions[bot]", appSlug: "github-actions" };

/**
 * A job with an `environment` makes a deployment too. Its workflow run tells how it went, so the deployment would count the
 * same failure again.
 */
export function isByActions(deployment: { creatorLogin: string | null; appSlug: string | null }): boolean {
  return deployment.creatorLogin === actions.login || deployment.appSlug === actions.appSlug;
}

/**
 * How a deployment ended, by the state of a deployment status; null while it goes on. `inactive` is no end: GitHub gives it
 * to what a newer deployment of the environment replaced.
 * https://docs.github.com/rest/deployments/statuses
 */
export function deploymentConclusion(state: string): "success" | "failure" | null {
  if (state === "success") return "success";
  return state === "failure" || state === "error" ? "failure" : null;
}
