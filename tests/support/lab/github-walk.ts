import type { Octokit } from "octokit";
import { makeAppOnLab } from "./make-app";
import type { TestLab } from "./start-lab";

/** One answer of the lab, by the operation that GitHub publishes: `get /repos/{owner}/{repo}`. */
export interface WalkedAnswer {
  operation: string;
  /** The operation whose published form it has to have, where GitHub publishes none for its own. */
  checkedAs: string;
  status: number;
  body: unknown;
}

type Params = Record<string, unknown>;

/** Uses the lab's GitHub as apps and people do, each operation at least once, and answers all that it said. */
export async function walkGitHub(lab: TestLab): Promise<WalkedAnswer[]> {
  const answers: WalkedAnswer[] = [];
  const [chunk] = await lab.control.openScenarios(["toolbelt/chunk"]);
  if (chunk === undefined) throw new Error("The lab has no scenario toolbelt/chunk.");
  await lab.control.untilIdle();
  const repo = { owner: chunk.organization, repo: chunk.repository };
  const asApp = lab.app.octokit;
  const installed = await lab.installation(repo.owner);
  const person = await lab.signedIn("ada");

  /** @param as who asks; the installation unless said */
  async function call(operation: string, params: Params = {}, as: Octokit | typeof asApp = installed) {
    const [method = "", path = ""] = operation.split(" ");
    const given = { ...repo, ...params, request: { redirect: "manual" as const } };
    const answer = await (as as Octokit).request(operation, given);
    const name = `${method.toLowerCase()} ${path}`;
    answers.push({ operation: name, checkedAs: name, status: answer.status, body: answer.data });
    return answer.data;
  }
  const base = "/repos/{owner}/{repo}";

  async function repositories() {
    const { id } = await call(`GET ${base}`);
    await call("GET /repositories/{id}", { id });
    await call(`GET ${base}/activity`);
    await call(`GET ${base}/branches`);
    await call(`GET ${base}/branches/{branch}`, { branch: "main" });
    await call(`GET ${base}/branches/{branch}/protection`, { branch: "main" }, person);
    await call(`GET ${base}/rules/branches/{branch}`, { branch: "main" });
    await call(`GET ${base}/commits`);
    await call(`GET ${base}/commits/{ref}`, { ref: "main" });
    await call(`GET ${base}/commits/{commit_sha}/pulls`, { commit_sha: chunk?.headSha });
    await call(`GET ${base}/compare/{basehead}`, { basehead: `main...${chunk?.headSha}` });
    await call(`GET ${base}/contents/{path}`, { path: "package.json" });
    await call(`GET ${base}/contents/{path}`, { path: "src" });
    await call(`GET ${base}/collaborators/{username}/permission`, { username: "mia" });
  }

  async function gitData() {
    const blob = await call(`POST ${base}/git/blobs`, { content: "A note\n" });
    await call(`GET ${base}/git/blobs/{file_sha}`, { file_sha: blob.sha });
    const head = await call(`GET ${base}/git/commits/{commit_sha}`, { commit_sha: chunk?.headSha });
    const entry = { path: "NOTE.md", mode: "100644", type: "blob", sha: blob.sha };
    const tree = await call(`POST ${base}/git/trees`, { base_tree: head.tree.sha, tree: [entry] });
    const made = { message: "Add a note", tree: tree.sha, parents: [chunk?.headSha] };
    const commit = await call(`POST ${base}/git/commits`, made);
    await call(`POST ${base}/git/refs`, { ref: "refs/heads/walked", sha: chunk?.headSha });
    await call(`PATCH ${base}/git/refs/{ref}`, { ref: "heads/walked", sha: commit.sha });
    await call(`GET ${base}/git/ref/{ref}`, { ref: "heads/walked" });
    await call(`GET ${base}/git/matching-refs/{ref}`, { ref: "heads/wal" });
    await call(`POST ${base}/git/refs`, { ref: "refs/heads/short-lived", sha: chunk?.headSha });
    await call(`DELETE ${base}/git/refs/{ref}`, { ref: "heads/short-lived" });
  }

  async function pullsAndIssues() {
    const fresh = { title: "A walk", head: "walked", base: "main", draft: true };
    const { number } = await call(`POST ${base}/pulls`, fresh);
    const [pull, issue] = [{ pull_number: number }, { issue_number: number }];
    await call(`GET ${base}/pulls`);
    await call(`GET ${base}/pulls/{pull_number}`, pull);
    await call(`PATCH ${base}/pulls/{pull_number}`, { ...pull, title: "A long walk" });
    await call(`GET ${base}/pulls/{pull_number}/files`, pull);
    await call(`GET ${base}/pulls/{pull_number}/commits`, pull);
    await call(`GET ${base}/issues/{issue_number}`, issue);
    const { id } = await call(`POST ${base}/issues/{issue_number}/comments`, { ...issue, body: "Hello" });
    const comment = { comment_id: id };
    await call(`GET ${base}/issues/{issue_number}/comments`, issue);
    await call(`GET ${base}/issues/comments/{comment_id}`, comment);
    await call(`PATCH ${base}/issues/comments/{comment_id}`, { ...comment, body: "Hello again" });
    await call(`DELETE ${base}/issues/comments/{comment_id}`, comment);
    await call(`POST ${base}/issues/{issue_number}/labels`, { ...issue, labels: ["ci"] });
    await call(`GET ${base}/issues/{issue_number}/labels`, issue);
    await call(`DELETE ${base}/issues/{issue_number}/labels/{name}`, { ...issue, name: "ci" });
  }

  async function checks() {
    const made = { name: "Regreen", head_sha: chunk?.headSha, status: "in_progress" };
    const { id, check_suite } = await call(`POST ${base}/check-runs`, made);
    const check = { check_run_id: id };
    const annotation = {
      path: "src/chunk.js",
      start_line: 1,
      end_line: 1,
      annotation_level: "failure",
      message: "Here",
    };
    const output = { title: "A title", summary: "Words", annotations: [annotation] };
    await call(`PATCH ${base}/check-runs/{check_run_id}`, { ...check, conclusion: "neutral", output });
    await call(`GET ${base}/check-runs/{check_run_id}`, check);
    await call(`GET ${base}/check-runs/{check_run_id}/annotations`, check);
    await call(`POST ${base}/check-runs/{check_run_id}/rerequest`, check);
    await call(`GET ${base}/commits/{ref}/check-runs`, { ref: chunk?.headSha });
    await call(`GET ${base}/commits/{ref}/check-suites`, { ref: chunk?.headSha });
    const suite = { check_suite_id: check_suite.id };
    await call(`GET ${base}/check-suites/{check_suite_id}`, suite);
    await call(`GET ${base}/check-suites/{check_suite_id}/check-runs`, suite);
  }

  async function statusesAndDeployments() {
    const ref = chunk?.headSha ?? "";
    const status = { sha: ref, state: "failure", context: "another service" };
    await call(`POST ${base}/statuses/{sha}`, status, person);
    await call(`GET ${base}/commits/{ref}/status`, { ref });
    await call(`GET ${base}/commits/{ref}/statuses`, { ref });
    await lab.control.reportDeployment({
      repository: `${repo.owner}/${repo.repo}`,
      sha: ref,
      environment: "Preview",
      state: "failure",
      description: "The build failed",
      logUrl: "https://deploys.lab.test/1",
      by: "will",
    });
    const [deployment] = await call(`GET ${base}/deployments`);
    const one = { deployment_id: deployment.id };
    await call(`GET ${base}/deployments/{deployment_id}`, one);
    await call(`GET ${base}/deployments/{deployment_id}/statuses`, one);
  }

  async function actions() {
    const { workflows } = await call(`GET ${base}/actions/workflows`);
    const workflow = { workflow_id: workflows[0].id };
    await call(`GET ${base}/actions/workflows/{workflow_id}`, workflow);
    await call(`GET ${base}/actions/workflows/{workflow_id}/runs`, workflow);
    const { workflow_runs } = await call(`GET ${base}/actions/runs`, { head_sha: chunk?.headSha });
    const run = { run_id: workflow_runs[0].id };
    const attempt = { ...run, attempt_number: 1 };
    await call(`GET ${base}/actions/runs/{run_id}`, run);
    await call(`GET ${base}/actions/runs/{run_id}/attempts/{attempt_number}`, attempt);
    await call(`GET ${base}/actions/runs/{run_id}/attempts/{attempt_number}/jobs`, attempt);
    await call(`GET ${base}/actions/runs/{run_id}/attempts/{attempt_number}/logs`, attempt);
    await call(`GET ${base}/actions/runs/{run_id}/logs`, run);
    const { jobs } = await call(`GET ${base}/actions/runs/{run_id}/jobs`, run);
    const job = { job_id: jobs[0].id };
    await call(`GET ${base}/actions/jobs/{job_id}`, job);
    await call(`GET ${base}/actions/jobs/{job_id}/logs`, job);
    await call(`GET ${base}/actions/runs/{run_id}/artifacts`, run);
    const { artifacts } = await call(`GET ${base}/actions/artifacts`);
    const artifact = { artifact_id: artifacts[0].id };
    await call(`GET ${base}/actions/artifacts/{artifact_id}`, artifact);
    await call(`GET ${base}/actions/artifacts/{artifact_id}/{archive_format}`, {
      ...artifact,
      archive_format: "zip",
    });
    for (const [operation, params] of [
      [`POST ${base}/actions/runs/{run_id}/rerun-failed-jobs`, run],
      [`POST ${base}/actions/runs/{run_id}/rerun`, run],
      [`POST ${base}/actions/jobs/{job_id}/rerun`, job],
    ] as const) {
      await call(operation, params);
      await lab.control.untilIdle();
    }
    await call(`POST ${base}/actions/workflows/{workflow_id}/dispatches`, { ...workflow, ref: "main" });
    await call(`POST ${base}/actions/workflows/{workflow_id}/dispatches`, {
      ...workflow,
      ref: "main",
      return_run_details: true,
    });
    const { workflow_runs: started } = await call(`GET ${base}/actions/runs`, { event: "workflow_dispatch" });
    await call(`POST ${base}/actions/runs/{run_id}/cancel`, { run_id: started[0].id });
    await lab.control.untilIdle();
    const held = { repository: "acme/toolbelt", branch: "main", conclusion: "action_required" } as const;
    await lab.control.endRuns(held);
    await call(`POST ${base}/actions/workflows/{workflow_id}/dispatches`, { ...workflow, ref: "main" });
    const { workflow_runs: waiting } = await call(`GET ${base}/actions/runs`, { event: "workflow_dispatch" });
    await call(`POST ${base}/actions/runs/{run_id}/approve`, { run_id: waiting[0].id });
    await lab.control.untilIdle();
  }

  async function people() {
    await call("GET /user", {}, person);
    await call("GET /user/emails", {}, person);
    await call("GET /users/{username}", { username: "mia" }, person);
    const { installations } = await call("GET /user/installations", {}, person);
    const one = { installation_id: installations[0].id };
    await call("GET /user/installations/{installation_id}/repositories", one, person);
    await call("GET /orgs/{org}/memberships/{username}", { org: repo.owner, username: "mia" }, person);
    await call("GET /user/memberships/orgs/{org}", { org: repo.owner }, person);
    await call("GET /rate_limit");
  }

  async function theApp() {
    await call("GET /app", {}, asApp);
    await call("GET /app/installations", {}, asApp);
    const { id } = await call("GET /orgs/{org}/installation", { org: repo.owner }, asApp);
    await call(`GET ${base}/installation`, {}, asApp);
    const one = { installation_id: id };
    await call("GET /app/installations/{installation_id}", one, asApp);
    await call("POST /app/installations/{installation_id}/access_tokens", one, asApp);
    await call("GET /installation/repositories");
    const [delivery] = await call("GET /app/hook/deliveries", {}, asApp);
    const delivered = { delivery_id: delivery.id };
    await call("GET /app/hook/deliveries/{delivery_id}", delivered, asApp);
    await call("POST /app/hook/deliveries/{delivery_id}/attempts", delivered, asApp);
    await call("GET /app/hook/config", {}, asApp);
    await call("PATCH /app/hook/config", { data: { url: lab.events.url } }, asApp);
    await call("PUT /app/installations/{installation_id}/suspended", one, asApp);
    await call("DELETE /app/installations/{installation_id}/suspended", one, asApp);
    const other = await call("GET /orgs/{org}/installation", { org: "globex" }, asApp);
    await call("DELETE /app/installations/{installation_id}", { installation_id: other.id }, asApp);
  }

  async function merging() {
    const merged = { pull_number: chunk?.pullRequest };
    await call(`PUT ${base}/pulls/{pull_number}/merge`, merged, person);
    await call(`GET ${base}/pulls/{pull_number}/merge`, merged);
  }

  async function newApp() {
    const manifest = { name: "Another", url: "https://regreen.test", redirect_url: "http://127.0.0.1/back" };
    const made = await makeAppOnLab(lab, { owner: repo.owner, manifest });
    if ("refusal" in made) throw new Error(made.refusal);
    await call("POST /app-manifests/{code}/conversions", { code: made.code }, person);
  }

  await repositories();
  await gitData();
  await pullsAndIssues();
  await checks();
  await statusesAndDeployments();
  await actions();
  await people();
  await theApp();
  await merging();
  // Last, since the lab has one app at a time and this is the next.
  await newApp();
  return answers.map((answer) => ({ ...answer, checkedAs: checkedAs[answer.operation] ?? answer.operation }));
}

const checkedAs: Readonly<Record<string, string>> = {
  // Where redirects of renamed repositories lead; published without a description of its own.
  "get /repositories/{id}": "get /repos/{owner}/{repo}",
};
