import { describe, expect, it } from "vitest";
import { createBuildkite } from "@/lib/ci/buildkite";
import type { TokenConnections } from "@/lib/provider-api/token-access";
import { type StubAnswer, startStubApi } from "@/tests/support/stub-api";

const repository = { id: "r1", organizationId: "o1", installationId: 1n, owner: "acme", name: "shop" };
const sha = "d3b07384d113edec49eaa6238ad5ff00d3b07384";

const pipeline = { slug: "shop-ci", name: "Shop CI", repository: "git@github.com:Acme/shop.git" };
const failed = {
  id: "0190-job",
  type: "script",
  name: ":jest: Unit tests",
  command: "npm test",
  state: "failed",
  web_url: "https://buildkite.com/acme/shop-ci/builds/7#0190-job",
  exit_status: 1,
  soft_failed: false,
  retried: false,
  retries_count: 0,
  started_at: "2026-01-01T12:00:00.000Z",
  finished_at: "2026-01-01T12:01:00.000Z",
};
const build = {
  number: 7,
  state: "failed",
  blocked: false,
  web_url: "https://buildkite.com/acme/shop-ci/builds/7",
  commit: sha,
  branch: "fix-cart",
  source: "webhook",
  started_at: "2026-01-01T12:00:00.000Z",
  finished_at: "2026-01-01T12:02:00.000Z",
  pipeline,
  jobs: [
    failed,
    { ...failed, id: "lint", soft_failed: true },
    { id: "gate", type: "manual", state: "unblocked" },
  ],
};
const builds = "/v2/organizations/acme/pipelines/shop-ci/builds/7";

async function provider(answers: Record<string, StubAnswer>, downloadOrigins: string[] = []) {
  const api = await startStubApi(({ path }) => answers[path] ?? null);
  const refused: string[] = [];
  const connections: TokenConnections = {
    open: async () => [
      { connectionId: "c1", token: "bkua_secret", settings: { organization: "acme" }, addedBy: "ada" },
    ],
    refused: async (_organizationId, id) => void refused.push(id),
  };
  return { api, refused, buildkite: createBuildkite({ url: api.url, downloadOrigins }, connections) };
}

describe("Buildkite", () => {
  it("lists the builds of a commit that are this repository's, whatever form its address has", async () => {
    const foreign = {
      ...build,
      number: 8,
      pipeline: { ...pipeline, repository: "https://github.com/evil/shop" },
    };
    const { buildkite, api } = await provider({
      "/v2/organizations/acme/builds": { body: [build, foreign] },
    });
    const runs = await buildkite.listRuns(repository, sha);
    expect(runs).toMatchObject([
      {
        provider: "buildkite",
        externalId: "shop-ci/7",
        runAttempt: 1,
        status: "completed",
        conclusion: "failure",
      },
    ]);
    expect(api.requests[0]?.query.get("commit")).toBe(sha);
  });

  it.each([
    ["scheduled", "queued", null],
    ["running", "in_progress", null],
    ["failing", "in_progress", null],
    ["passed", "completed", "success"],
    ["canceled", "completed", "cancelled"],
    ["blocked", "completed", "on_hold"],
    ["not_run", "completed", "skipped"],
    ["brand_new_word", "completed", "brand_new_word"],
  ])("reads a build that is %s as %s, %s", async (state, status, conclusion) => {
    const { buildkite } = await provider({ [builds]: { body: { ...build, state } } });
    expect(await buildkite.getRun(repository, "shop-ci/7")).toMatchObject({ status, conclusion });
  });

  it("tells a retried job by its successor, in the build's next attempt", async () => {
    const jobs = [
      { ...failed, retried: true },
      { ...failed, id: "again", state: "passed", exit_status: 0, retries_count: 1 },
    ];
    const { buildkite } = await provider({ [builds]: { body: { ...build, state: "passed", jobs } } });
    expect(await buildkite.getRun(repository, "shop-ci/7")).toMatchObject({
      runAttempt: 2,
      conclusion: "success",
    });
    expect(await buildkite.listJobs(repository, "shop-ci/7", 1)).toEqual([]);
    expect(await buildkite.listJobs(repository, "shop-ci/7", 2)).toMatchObject([{ conclusion: "success" }]);
  });

  it("lists the jobs that ran commands, and calls one that may fail neutral", async () => {
    const { buildkite } = await provider({ [builds]: { body: build } });
    expect(await buildkite.listJobs(repository, "shop-ci/7", 1)).toMatchObject([
      { externalId: "shop-ci/7/0190-job", name: ":jest: Unit tests", conclusion: "failure" },
      { externalId: "shop-ci/7/lint", conclusion: "neutral" },
    ]);
  });

  it("reads a job's log without the agent's time stamps, cut at the limit", async () => {
    const log =
      "\u001b_bk;t=1700000000000\u0007~~~ Running tests\n\u001b_bk;t=1700000000001\u0007FAIL cart.test.js\n";
    const { buildkite } = await provider({
      [builds]: { body: build },
      [`${builds}/jobs/0190-job/log`]: { body: log, headers: { "content-type": "text/plain" } },
    });
    const whole = await buildkite.readLog(repository, "shop-ci/7/0190-job", 10_000);
    expect(whole.found && Buffer.from(whole.value).toString()).toBe("~~~ Running tests\nFAIL cart.test.js\n");
    const cut = await buildkite.readLog(repository, "shop-ci/7/0190-job", 30);
    expect(cut.found && cut.value.length).toBeLessThanOrEqual(30);
  });

  it("downloads reports from an allowed origin, and leaves the token behind", async () => {
    const store = await startStubApi(() => ({ body: "<testsuites/>" }));
    const { buildkite } = await provider(
      {
        [builds]: { body: build },
        [`${builds}/artifacts`]: {
          body: [
            { id: "a1", job_id: "0190-job", path: "reports/junit.xml", state: "finished" },
            { id: "a2", job_id: "0190-job", path: "dist/app.js", state: "finished" },
          ],
        },
        [`${builds}/jobs/0190-job/artifacts/a1/download`]: {
          status: 302,
          headers: { location: `${store.url}/x` },
        },
      },
      [store.url],
    );
    const files = await buildkite.readArchives(repository, "shop-ci/7", 1, 10_000);
    expect(files.found && files.value.map(({ name }) => name)).toEqual(["reports/junit.xml"]);
    expect(store.requests.map(({ authorization }) => authorization)).toEqual([null]);
  });

  it("never follows a redirect to a place that nobody allowed", async () => {
    const inside = await startStubApi(() => ({ body: "secret" }));
    const { buildkite } = await provider({
      [builds]: { body: build },
      [`${builds}/artifacts`]: { body: [{ id: "a1", job_id: "0190-job", path: "junit.xml" }] },
      [`${builds}/jobs/0190-job/artifacts/a1/download`]: {
        status: 302,
        headers: { location: `${inside.url}/metadata` },
      },
    });
    const files = await buildkite.readArchives(repository, "shop-ci/7", 1, 10_000);
    expect(files).toMatchObject({ found: false, reason: expect.stringContaining("not allowed") });
    expect(inside.requests).toEqual([]);
  });

  it("opens no build of another repository, even by its right number", async () => {
    const foreign = { ...build, pipeline: { ...pipeline, repository: "https://github.com/evil/shop.git" } };
    const { buildkite } = await provider({ [builds]: { body: foreign } });
    expect(await buildkite.getRun(repository, "shop-ci/7")).toBeNull();
    expect(await buildkite.readLog(repository, "shop-ci/7/0190-job", 100)).toMatchObject({ found: false });
  });

  it("asks the next connection where the first one's organization does not build this repository", async () => {
    const api = await startStubApi(({ path }) =>
      path.startsWith("/v2/organizations/") ? { body: path.includes("/acme/") ? [build] : [] } : null,
    );
    const connections: TokenConnections = {
      open: async () =>
        ["other", "acme"].map((organization) => ({
          connectionId: organization,
          token: "t",
          settings: { organization },
          addedBy: "ada",
        })),
      refused: async () => {},
    };
    const buildkite = createBuildkite({ url: api.url, downloadOrigins: [] }, connections);
    expect(await buildkite.listRuns(repository, sha)).toHaveLength(1);
  });

  it("reports a refused token once and answers as if it were not connected", async () => {
    const { buildkite, refused } = await provider({ "/v2/organizations/acme/builds": { status: 401 } });
    expect(await buildkite.listRuns(repository, sha)).toEqual([]);
    expect(refused).toEqual(["c1"]);
  });

  it("says which field is wrong when an answer has another form", async () => {
    const { buildkite } = await provider({
      "/v2/organizations/acme/builds": { body: [{ ...build, number: "7" }] },
    });
    await expect(buildkite.listRuns(repository, sha)).rejects.toThrow(
      /form that is not known here \(0\.number\)/,
    );
  });

  it("sends nothing but GET", async () => {
    const { buildkite, api } = await provider({
      "/v2/organizations/acme/builds": { body: [build] },
      [builds]: { body: build },
      [`${builds}/artifacts`]: { body: [] },
    });
    await buildkite.listRuns(repository, sha);
    await buildkite.listJobs(repository, "shop-ci/7", 1);
    await buildkite.readArchives(repository, "shop-ci/7", 1, 100);
    expect(await buildkite.rerun(repository)).toBeNull();
    expect(new Set(api.requests.map(({ method }) => method))).toEqual(new Set(["GET"]));
  });
});
