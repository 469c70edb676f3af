import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCircleCi } from "@/lib/ci/circleci";
import type { CircleCiServer } from "@/lib/ci/circleci/access";
import { checkCircleCiToken, listProjects } from "@/lib/ci/circleci/account";
import type { CiProvider, CiRepository } from "@/lib/ci/types";
import { startTestLab, type TestLab } from "@/tests/support/lab/start-lab";

// The product's client against a CircleCI that really runs pipelines, through each API that it speaks.

let lab: TestLab;
let token: string;
const refused: string[] = [];

beforeAll(async () => {
  lab = await startTestLab({ webhookUrl: null, rerunsAllowed: true });
  token = await lab.control.circleToken({ login: "ada", level: "read", organizations: ["acme", "globex"] });
  await lab.control.openScenarios(["invoices/late-fee", "inventory/reorder"]);
  await lab.control.untilIdle();
});
afterAll(() => lab.remove());

const repository: CiRepository = {
  id: "repository",
  organizationId: "organization",
  installationId: 1n,
  owner: "acme",
  name: "invoices",
};

function server(api: "v3" | "v2"): CircleCiServer {
  return { url: lab.circleUrl, appUrl: lab.circleUrl, api, downloadOrigins: [lab.blobUrl] };
}

async function provider(api: "v3" | "v2", name: string, changes: { token?: string; rerun?: string } = {}) {
  const projects = await listProjects(server(api), token);
  const project = projects.find((one) => one.name === name);
  if (project === undefined) throw new Error(`CircleCI lists no project ${name}.`);
  return createCircleCi(
    {
      server: server(api),
      open: async () => [
        {
          connectionId: "connection",
          token: changes.token ?? token,
          projects: [{ ...project, repositoryId: repository.id }],
        },
      ],
      refused: async (_repository, connectionId) => {
        refused.push(connectionId);
      },
      refusals: async () => [],
      openRerun: async () => (changes.rerun === undefined ? null : { token: changes.rerun, addedBy: "ada" }),
    },
    () => new Date(),
  );
}

async function headSha(scenario: string): Promise<string> {
  return (await lab.control.scenarios()).find((one) => one.name === scenario)?.headSha ?? "";
}

async function onlyRun(ci: CiProvider, scenario: string) {
  const [run, ...more] = await ci.listRuns(repository, await headSha(scenario));
  expect(more).toEqual([]);
  if (run === undefined) throw new Error("CircleCI lists no run.");
  return run;
}

describe.each(["v3", "v2"] as const)("over API %s", (api) => {
  it("says who a token is and which projects it sees, with both kinds of slug", async () => {
    expect(await checkCircleCiToken(server(api), token)).toMatchObject({ account: { name: "ada" } });
    const projects = await listProjects(server(api), token);
    expect(projects.map(({ name, repository: built }) => [name, built])).toEqual([
      ["inventory", "globex/inventory"],
      ["invoices", "acme/invoices"],
    ]);
    expect(projects[0]?.slug).toBe("gh/globex/inventory");
    expect(projects[1]?.slug).toMatch(/^circleci\/[\w-]{36}\/[\w-]{36}$/);
  });

  it("refuses a token that CircleCI does not know", async () => {
    expect(await checkCircleCiToken(server(api), "CCIPAT_wrong")).toMatchObject({ ok: false, refused: true });
  });

  it.each([
    ["invoices", "invoices/late-fee", "build-and-test", "unit-tests"],
    ["inventory", "inventory/reorder", "tests", "tests"],
  ])(
    "reads the failed run of %s: its job, its step, its log and its tests",
    async (name, scenario, run, job) => {
      const ci = await provider(api, name);
      const facts = await onlyRun(ci, scenario);
      expect(facts).toMatchObject({ name: run, status: "completed", conclusion: "failure", runAttempt: 1 });
      expect(await ci.getRun(repository, facts.externalId)).toEqual(facts);

      const [first, ...others] = await ci.listJobs(repository, facts.externalId, 1);
      expect(others).toEqual([]);
      expect(first).toMatchObject({ name: job, conclusion: "failure" });
      expect(first?.steps.find((step) => step.conclusion === "failure")?.name).toBe("Run tests");

      const log = await ci.readLog(repository, first?.externalId ?? "", 1_000_000);
      const text = log.found ? Buffer.from(log.value).toString() : "";
      expect(text).toMatch(/^#!\/bin\/bash -eo pipefail\n/);
      expect(text).toContain("# fail 1".slice(2));
      expect(text.match(/Exited with code exit status 1/g)).toHaveLength(1);

      const tests = await ci.readTests?.(repository, facts.externalId, 1);
      const failed = tests?.found ? tests.value.filter((test) => test.status === "failed") : [];
      expect(failed).toHaveLength(1);
      expect(failed[0]?.message).toContain("Expected values to be strictly equal");
    },
  );

  it("downloads test reports among the artifacts as they are", async () => {
    const ci = await provider(api, "invoices");
    const { externalId } = await onlyRun(ci, "invoices/late-fee");
    const archives = await ci.readArchives(repository, externalId, 1, 1_000_000);
    expect(archives.found && archives.value.map(({ name, form }) => ({ name, form }))).toEqual([
      { name: "reports/junit.xml", form: "file" },
    ]);
  });

  it("tells once that a token was refused, and lists nothing", async () => {
    refused.length = 0;
    const ci = await provider(api, "invoices", { token: "CCIPAT_revoked" });
    expect(await ci.listRuns(repository, await headSha("invoices/late-fee"))).toEqual([]);
    expect(refused).toEqual(["connection"]);
  });

  it("opens no project that this repository's organization does not watch", async () => {
    const theirs = await provider(api, "inventory");
    const { externalId } = await onlyRun(theirs, "inventory/reorder");
    const ours = await provider(api, "invoices");
    expect(await ours.getRun(repository, externalId)).toBeNull();
    expect(await ours.listJobs(repository, externalId, 1)).toEqual([]);
    const [job] = await theirs.listJobs(repository, externalId, 1);
    expect(await ours.readLog(repository, job?.externalId ?? "", 1_000)).toMatchObject({ found: false });
  });
});

describe("a rerun", () => {
  it("is nothing that a reading connection can ask for", async () => {
    expect(await (await provider("v3", "invoices")).rerun(repository)).toBeNull();
  });

  it.each(["v3", "v2"] as const)("over API %s becomes the next attempt of the same run", async (api) => {
    const rerun = await lab.control.circleToken({ login: "ada", level: "write", organizations: ["acme"] });
    const ci = await provider(api, "invoices", { rerun });
    const before = await onlyRun(ci, "invoices/late-fee");
    const allowed = await ci.rerun(repository);
    expect(allowed?.allowedBy).toBe("the rerun token that ada added");
    expect(await allowed?.failed(before.externalId)).toBe(true);
    await lab.control.untilIdle();
    const after = await onlyRun(ci, "invoices/late-fee");
    expect(after).toMatchObject({ externalId: before.externalId, runAttempt: before.runAttempt + 1 });
    expect(after.conclusion).toBe("failure");
  });

  it("is refused for a token that may only read", async () => {
    const ci = await provider("v3", "invoices", { rerun: token });
    const { externalId } = await onlyRun(ci, "invoices/late-fee");
    expect(await (await ci.rerun(repository))?.failed(externalId)).toBe(false);
  });
});
