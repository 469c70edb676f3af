import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { FailureEvidence } from "@/lib/domain/failure-evidence";
import { connectToken } from "@/lib/loops/connections/connect-token";
import { listenStubApi, type StubRequest } from "../../support/stub-api";
import { startWorld, type World } from "../../support/world";

vi.setConfig({ testTimeout: 300_000 });

// GitHub Actions really runs in the lab; Buildkite is a stand-in that is red on the commits it is told to be red on.

const repository = "acme/toolbelt";
const buildUrl = "https://buildkite.example/acme/ci/builds/1";
const red = new Set<string>();
let neverGreen = false;
let api: Awaited<ReturnType<typeof listenStubApi>>;
let world: World;

function build(commit: string) {
  const failed = neverGreen || red.has(commit);
  const state = failed ? "failed" : "passed";
  const job = {
    id: "job",
    type: "script",
    name: "Unit tests",
    command: "node --test",
    state,
    exit_status: failed ? 1 : 0,
  };
  return {
    number: Number.parseInt(commit.slice(0, 6), 16),
    state,
    web_url: buildUrl,
    commit,
    branch: "any",
    started_at: "2026-01-01T12:00:00Z",
    finished_at: "2026-01-01T12:01:00Z",
    pipeline: { slug: "ci", name: "Toolbelt", repository: "git@github.com:acme/toolbelt.git" },
    jobs: [job],
  };
}

const failingLog = `~~~ Running commands
$ npx prettier --check .
[warn] src/slugify.js
[warn] Code style issues found in the above file. Run Prettier with --write to fix.
`;
const passingLog = `~~~ Running commands
$ npx prettier --check .
All matched files use Prettier code style!
`;
const known = new Map<number, string>();

function answer({ path, query }: StubRequest) {
  if (path === "/v2/access-token")
    return {
      body: { uuid: "u", scopes: ["read_builds", "read_build_logs", "read_artifacts", "read_organizations"] },
    };
  if (path === "/v2/organizations/acme") return { body: { name: "Acme" } };
  const commit = query.get("commit");
  if (path === "/v2/organizations/acme/builds" && commit !== null) {
    const one = build(commit);
    known.set(one.number, commit);
    return { body: [one] };
  }
  const [, number, rest = ""] = /\/builds\/(\d+)(\/.*)?$/.exec(path) ?? [];
  const of = known.get(Number(number));
  if (of === undefined) return null;
  if (rest.endsWith("/log")) return { body: build(of).state === "passed" ? passingLog : failingLog };
  if (rest.endsWith("/artifacts")) return { body: [] };
  return { body: build(of) };
}

beforeAll(async () => {
  api = await listenStubApi(answer);
  world = await startWorld({
    scenariosFolder: "tests/lab/scenarios",
    servers: { buildkite: { url: api.url, downloadOrigins: [] } },
  });
  const organization = await world.db.organization.findFirstOrThrow({ where: { login: "acme" } });
  const connected = await connectToken(world.ctx, {
    organizationId: organization.id,
    provider: "buildkite",
    token: "bkua_of_a_test",
    account: "acme",
    kind: "pasted",
    expiresAt: null,
    byLogin: "ada",
  });
  expect(connected).toMatchObject({ ok: true });
});
afterAll(async () => {
  await world.stop();
  api.stop();
});

async function brokenPull(branch: string) {
  const sound = readFileSync("tests/lab/scenarios/toolbelt/base/src/slugify.js", "utf8");
  const pull = await world.openPull({
    repository,
    branch,
    author: "will",
    files: { "src/slugify.js": sound.replace(/\S/, "  $&") },
  });
  red.add(pull.headSha);
  // Buildkite says the same as a commit status, and says nothing of the kind on the repair.
  await world.lab.control.reportStatus({
    repository,
    sha: pull.headSha,
    state: "failure",
    context: "buildkite/ci",
    targetUrl: `${buildUrl}#job`,
    by: "will",
  });
  return { pullRequest: { number: pull.number, repository: { name: "toolbelt" } } };
}

describe("a commit that two providers build", () => {
  it("makes one loop with the evidence of each once, which is fixed only when both are green", async () => {
    const where = await brokenPull("both-red");
    const loop = await world.untilLoop({ ...where, endReportedAt: { not: null } }, "the end of the loop");
    expect(await world.db.repairLoop.count({ where })).toBe(1);
    const evidence = await world.db.evidence.findFirstOrThrow({ where: { loopId: loop.id, attempt: 1 } });
    const providers = FailureEvidence.parse(evidence.document).jobs.map(({ provider }) => provider);
    expect(providers.toSorted()).toEqual(["buildkite", "github-actions"]);
    expect(loop).toMatchObject({ outcome: "fixed" });
  });

  it("is never called fixed while one of them is still red", async () => {
    neverGreen = true;
    const where = await brokenPull("one-stays-red");
    const loop = await world.untilLoop({ ...where, endReportedAt: { not: null } }, "the end of the loop");
    expect(loop.outcome).not.toBe("fixed");
  });

  it("sends Buildkite nothing but GET", () => {
    expect(new Set(api.requests.map(({ method }) => method))).toEqual(new Set(["GET"]));
  });
});
