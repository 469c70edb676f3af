import { describe, expect, it } from "vitest";
import { createVercel } from "@/lib/ci/vercel";
import { extractEvidence } from "@/lib/evidence/extract";
import type { TokenConnections } from "@/lib/provider-api/token-access";
import { type StubAnswer, startStubApi } from "@/tests/support/stub-api";

const repository = { id: "r1", organizationId: "o1", installationId: 1n, owner: "acme", name: "shop" };
const sha = "d3b07384d113edec49eaa6238ad5ff00d3b07384";
const deployment = {
  uid: "dpl_1",
  name: "shop",
  url: "shop-abc.vercel.app",
  inspectorUrl: "https://vercel.com/acme/shop/1",
  state: "ERROR",
  created: 1_700_000_000_000,
  meta: { githubCommitSha: sha, githubCommitRef: "fix-cart", githubOrg: "acme", githubRepo: "shop" },
};
const whole = {
  ...deployment,
  readyState: "ERROR",
  errorCode: "BUILD_UTILS_SPAWN_1",
  errorMessage: 'Command "npm run build" exited with 1',
};

async function provider(answers: Record<string, StubAnswer>, teamId: string | null = "team_1") {
  const api = await startStubApi(({ path }) => answers[path] ?? null);
  const refused: string[] = [];
  const connections: TokenConnections = {
    open: async () => [{ connectionId: "c1", token: "vcp_secret", settings: { teamId }, addedBy: "ada" }],
    refused: async (_organizationId, id) => void refused.push(id),
  };
  return { api, refused, vercel: createVercel({ url: api.url }, connections) };
}

describe("Vercel", () => {
  it("lists the deployments of a commit that are this repository's", async () => {
    const foreign = { ...deployment, uid: "dpl_2", meta: { ...deployment.meta, githubOrg: "evil" } };
    const { vercel, api } = await provider({
      "/v7/deployments": { body: { deployments: [deployment, foreign] } },
    });
    expect(await vercel.listRuns(repository, sha)).toMatchObject([
      { provider: "vercel", externalId: "dpl_1", headSha: sha, status: "completed", conclusion: "failure" },
    ]);
    expect(api.requests[0]?.query.get("teamId")).toBe("team_1");
    expect(api.requests[0]?.query.get("sha")).toBe(sha);
  });

  it.each([
    ["QUEUED", "queued", null],
    ["BUILDING", "in_progress", null],
    ["READY", "completed", "success"],
    ["CANCELED", "completed", "cancelled"],
    ["BRAND_NEW", "completed", "brand_new"],
  ])("reads a deployment that is %s as %s, %s", async (readyState, status, conclusion) => {
    const { vercel } = await provider({ "/v13/deployments/dpl_1": { body: { ...whole, readyState } } });
    expect(await vercel.getRun(repository, "dpl_1")).toMatchObject({ status, conclusion });
  });

  it("reads the build log in both forms of events and puts Vercel's own reason behind it, as a deploy failure", async () => {
    const events = [
      { type: "stdout", payload: { text: 'Running "npm run build"\n' } },
      {
        type: "stderr",
        text: "./src/cart.ts:3:7\nType error: Type 'string' is not assignable to type 'number'.\n",
      },
      { type: "exit", payload: {} },
      null,
    ];
    const { vercel } = await provider({
      "/v13/deployments/dpl_1": { body: whole },
      "/v3/deployments/dpl_1/events": { body: events },
    });
    const log = await vercel.readLog(repository, "dpl_1", 100_000);
    const text = log.found ? Buffer.from(log.value).toString() : "";
    expect(text).toContain("src/cart.ts:3:7");
    expect(text.trimEnd()).toMatch(/exited with 1 \(BUILD_UTILS_SPAWN_1\)$/);
    const evidence = await extractEvidence({ log: Buffer.from(text) });
    expect(evidence.excerpts.map((excerpt) => excerpt.text).join("\n")).toContain("not assignable");
  });

  it("opens no deployment of another repository", async () => {
    const foreign = { ...whole, meta: { ...deployment.meta, githubRepo: "other" } };
    const { vercel } = await provider({ "/v13/deployments/dpl_1": { body: foreign } });
    expect(await vercel.getRun(repository, "dpl_1")).toBeNull();
  });

  it("asks for a personal account without a team, sends nothing but GET, and reports a refused token", async () => {
    const { vercel, api, refused } = await provider({ "/v7/deployments": { status: 403 } }, null);
    expect(await vercel.listRuns(repository, sha)).toEqual([]);
    expect(api.requests.map(({ method, query }) => [method, query.has("teamId")])).toEqual([["GET", false]]);
    expect(refused).toEqual(["c1"]);
  });
});
