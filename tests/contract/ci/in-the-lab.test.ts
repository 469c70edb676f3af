import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createBuildkite } from "@/lib/ci/buildkite";
import { checkBuildkiteToken } from "@/lib/ci/buildkite/account";
import type { CiProvider, CiRepository } from "@/lib/ci/types";
import { createVercel } from "@/lib/ci/vercel";
import { checkVercelToken } from "@/lib/ci/vercel/account";
import { startTestLab, type TestLab } from "@/tests/support/lab/start-lab";

// The product's clients against a Buildkite and a Vercel that really run what the repositories say.

let lab: TestLab;
let buildkiteToken: string;
let vercel: { token: string; teamId: string };
const refused: string[] = [];

beforeAll(async () => {
  lab = await startTestLab({ webhookUrl: null });
  buildkiteToken = await lab.control.buildkiteToken({ organization: "globex" });
  vercel = await lab.control.vercelToken({ login: "ada", team: "acme" });
  await lab.control.openScenarios(["catalog/price-range", "handbook/contents"]);
  await lab.control.untilIdle();
});
afterAll(() => lab.remove());

const catalog: CiRepository = {
  id: "repository",
  organizationId: "organization",
  installationId: 1n,
  owner: "globex",
  name: "catalog",
};
const handbook: CiRepository = { ...catalog, owner: "acme", name: "handbook" };

function connections(token: string, settings: object) {
  return {
    open: async () => [{ connectionId: "connection", token, settings, addedBy: "ada" }],
    refused: async (_organizationId: string, id: string) => void refused.push(id),
  };
}

function onBuildkite(token = buildkiteToken): CiProvider {
  const server = { url: lab.buildkiteUrl, downloadOrigins: [lab.blobUrl] };
  return createBuildkite(server, connections(token, { organization: "globex" }));
}

function onVercel(token = vercel.token): CiProvider {
  return createVercel({ url: lab.vercelUrl }, connections(token, { teamId: vercel.teamId }));
}

async function headSha(scenario: string): Promise<string> {
  return (await lab.control.scenarios()).find((one) => one.name === scenario)?.headSha ?? "";
}

async function textOf(reading: ReturnType<CiProvider["readLog"]>): Promise<string> {
  const read = await reading;
  return read.found ? Buffer.from(read.value).toString() : read.reason;
}

async function onlyRun(ci: CiProvider, repository: CiRepository, scenario: string) {
  const [run, ...more] = await ci.listRuns(repository, await headSha(scenario));
  expect(more).toEqual([]);
  if (run === undefined) throw new Error(`${ci.title} lists no run.`);
  return run;
}

describe("Buildkite", () => {
  it("says what a token may read, and refuses one that may not", async () => {
    const server = { url: lab.buildkiteUrl, downloadOrigins: [] };
    const settings = { organization: "globex" };
    expect(await checkBuildkiteToken(server, buildkiteToken, settings)).toMatchObject({
      ok: true,
      account: { name: "Globex" },
    });
    const few = await lab.control.buildkiteToken({ organization: "globex", scopes: ["read_builds"] });
    expect(await checkBuildkiteToken(server, few, settings)).toMatchObject({
      ok: false,
      reason: expect.stringContaining("read_build_logs"),
    });
  });

  it("tells the build of a commit with its jobs, the failing one's log and its report", async () => {
    const ci = onBuildkite();
    const run = await onlyRun(ci, catalog, "catalog/price-range");
    expect(run).toMatchObject({
      externalId: "catalog/1",
      conclusion: "failure",
      headBranch: "feature/price-range",
    });
    expect(await ci.getRun(catalog, run.externalId)).toEqual(run);
    const jobs = await ci.listJobs(catalog, run.externalId, run.runAttempt);
    expect(jobs.map(({ name, conclusion }) => [name, conclusion])).toEqual([
      [":pipeline: Pipeline upload", "success"],
      [":node: Syntax", "success"],
      [":node: Unit tests", "failure"],
    ]);
    const log = await textOf(ci.readLog(catalog, jobs[2]?.externalId ?? "", 1_000_000));
    expect(log).toContain("✖ includes its lower end");
    expect(log).toContain("The command exited with status 1");
    expect(log).not.toContain("_bk;t=");
    const archives = await ci.readArchives(catalog, run.externalId, run.runAttempt, 1_000_000);
    expect(archives.found && archives.value.map(({ name }) => name)).toEqual(["reports/junit.xml"]);
  });

  it("reports the pipeline once on the code host, under a link that the build owns", async () => {
    const octokit = await lab.installation("globex");
    const { data } = await octokit.rest.repos.getCombinedStatusForRef({
      owner: "globex",
      repo: "catalog",
      ref: await headSha("catalog/price-range"),
    });
    expect(data.statuses).toMatchObject([{ context: "buildkite/catalog", state: "failure" }]);
    const ci = onBuildkite();
    const run = await onlyRun(ci, catalog, "catalog/price-range");
    expect(ci.ownsLink?.(data.statuses[0]?.target_url ?? "", run)).toBe(true);
  });

  it("is asked no more by a token that it refused", async () => {
    expect(await onBuildkite("bkua_revoked").listRuns(catalog, "0".repeat(40))).toEqual([]);
    expect(refused.splice(0)).toEqual(["connection"]);
  });

  it("fails the upload of a pipeline file that nobody can read, and says why", async () => {
    const { sha } = await lab.control.pushCommit({
      repository: "globex/catalog",
      branch: "broken-pipeline",
      message: "Break the pipeline",
      author: "will",
      files: { ".buildkite/pipeline.yml": "steps:\n  - label: Nothing to do\n" },
    });
    await lab.control.untilIdle();
    const ci = onBuildkite();
    const [run] = await ci.listRuns(catalog, sha);
    expect(run).toMatchObject({ conclusion: "failure" });
    const [job, ...others] = await ci.listJobs(catalog, run?.externalId ?? "", 1);
    expect(others).toEqual([]);
    expect(await textOf(ci.readLog(catalog, job?.externalId ?? "", 10_000))).toContain("has no command");
  });
});

describe("Vercel", () => {
  it("says whose a token is", async () => {
    const settings = { teamId: vercel.teamId };
    expect(await checkVercelToken({ url: lab.vercelUrl }, vercel.token, settings)).toMatchObject({
      ok: true,
      account: { name: "Acme", detail: "Token of ada." },
    });
    expect(await checkVercelToken({ url: lab.vercelUrl }, "vcp_wrong", settings)).toMatchObject({
      ok: false,
    });
  });

  it("tells the failed deployment of a commit with the log of the build that really ran", async () => {
    const ci = onVercel();
    const run = await onlyRun(ci, handbook, "handbook/contents");
    expect(run).toMatchObject({ name: "Deployment of handbook", conclusion: "failure", event: "preview" });
    expect(await ci.getRun(handbook, run.externalId)).toEqual(run);
    const [job] = await ci.listJobs(handbook, run.externalId, 1);
    const log = await textOf(ci.readLog(handbook, job?.externalId ?? "", 1_000_000));
    expect(log).toContain('Running "npm run build"');
    expect(log).toContain(
      "src/contents.ts(8,22): error TS2552: Cannot find name 'Pag'. Did you mean 'Page'?",
    );
    expect(log.trimEnd()).toMatch(/exited with 2 \(BUILD_UTILS_SPAWN_2\)$/);
  });

  it("reports a deployment and a commit status on the code host, under links that the deployment owns", async () => {
    const octokit = await lab.installation("acme");
    const repo = { owner: "acme", repo: "handbook" };
    const ref = await headSha("handbook/contents");
    const { data: combined } = await octokit.rest.repos.getCombinedStatusForRef({ ...repo, ref });
    expect(combined.statuses).toMatchObject([{ context: "Vercel", state: "failure" }]);
    const { data: deployments } = await octokit.rest.repos.listDeployments({ ...repo, sha: ref });
    expect(deployments).toMatchObject([{ environment: "Preview", creator: { login: "vercel[bot]" } }]);
    const { data: statuses } = await octokit.rest.repos.listDeploymentStatuses({
      ...repo,
      deployment_id: deployments[0]?.id ?? 0,
    });
    expect(statuses.map(({ state }) => state)).toEqual(["failure", "pending"]);
    const ci = onVercel();
    const run = await onlyRun(ci, handbook, "handbook/contents");
    for (const link of [combined.statuses[0]?.target_url, statuses[0]?.log_url])
      expect(ci.ownsLink?.(link ?? "", run), link ?? "").toBe(true);
  });

  it("deploys a commit whose build passes", async () => {
    const { sha } = await lab.control.pushCommit({
      repository: "acme/handbook",
      branch: "sound",
      message: "Change nothing of the code",
      author: "mia",
      files: { "NOTE.md": "A note\n" },
    });
    await lab.control.untilIdle();
    expect(await onVercel().listRuns(handbook, sha)).toMatchObject([
      { conclusion: "success", completedAt: expect.any(String) },
    ]);
  });

  it("is asked no more by a token that it refused", async () => {
    expect(await onVercel("vcp_revoked").listRuns(handbook, await headSha("handbook/contents"))).toEqual([]);
    expect(refused.splice(0)).toEqual(["connection"]);
  });
});
