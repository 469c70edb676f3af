import { afterAll, beforeAll, expect, it } from "vitest";
import type { CiProvider, CiRunFacts } from "@/lib/ci/types";
import type { Context } from "@/lib/context";
import { createDb, type Db } from "@/lib/db/client";
import { refreshCommit } from "@/lib/loops/refresh-commit";
import { repositoryRef } from "@/lib/loops/repository-ref";
import { someContext } from "../../support/context";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { somePullRequest, someSha } from "../../support/rows";

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb(database.url, 5);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

type Stub = Pick<CiProvider, "id" | "kind" | "ownsLink" | "reopens"> & { runs: () => Partial<CiRunFacts>[] };

function provider({ runs, ...known }: Stub, headSha: string): CiProvider {
  const listRuns = async (): Promise<CiRunFacts[]> =>
    runs().map((run) => ({
      provider: known.id,
      externalId: "1",
      runAttempt: 1,
      name: "Tests",
      headSha,
      headBranch: null,
      event: null,
      status: "completed",
      conclusion: "failure",
      url: null,
      startedAt: null,
      completedAt: null,
      ...run,
    }));
  // Only the list is asked for here.
  return { title: known.id, ...known, listRuns } as unknown as CiProvider;
}

async function look(...stubs: Stub[]) {
  const { organization, repository } = await somePullRequest(db);
  const headSha = someSha();
  const ci = Object.fromEntries(stubs.map((stub) => [stub.id, provider(stub, headSha)]));
  const ctx = { ...someContext(db), ci: ci as unknown as Context["ci"] };
  const where = { organizationId: organization.id, repositoryId: repository.id, headSha };
  const ref = repositoryRef(repository, organization);
  return { again: () => refreshCommit(ctx, where, ref), first: await refreshCommit(ctx, where, ref) };
}

function silent(): never {
  throw new Error("Nobody answers.");
}

it("goes on with what the others say when a provider does not answer", async () => {
  const { first } = await look({ id: "github-actions", runs: () => [{}] }, { id: "circleci", runs: silent });
  expect(first.red.map((run) => run.provider)).toEqual(["github-actions"]);
});

it("does not go on without the code host", async () => {
  await expect(
    look({ id: "github-actions", runs: silent }, { id: "circleci", runs: () => [{}] }),
  ).rejects.toThrow();
});

it("counts one red job once that a provider tells of by itself and on the code host", async () => {
  const ownsLink = (url: string) => url.startsWith("https://app.circleci.com/");
  const { first } = await look(
    { id: "circleci", ownsLink, runs: () => [{}] },
    {
      id: "github-checks",
      kind: "checks",
      runs: () => [
        { externalId: "2", name: "ci/circleci: tests", url: "https://app.circleci.com/pipelines/1" },
        { externalId: "3", name: "coverage", url: "https://coverage.example/1" },
      ],
    },
  );
  expect(first.red.map((run) => run.name).sort()).toEqual(["Tests", "coverage"]);
});

it("believes the code host's report where the provider itself says nothing", async () => {
  const { first } = await look(
    { id: "circleci", ownsLink: () => true, runs: silent },
    {
      id: "github-checks",
      kind: "checks",
      runs: () => [{ name: "ci/circleci: tests", url: "https://app/1" }],
    },
  );
  expect(first.red.map((run) => run.name)).toEqual(["ci/circleci: tests"]);
});

it("sees a run go on that stood still for an approval", async () => {
  const ends = ["neutral", "failure"];
  const { again, first } = await look({
    id: "circleci",
    reopens: true,
    runs: () => [{ conclusion: ends.shift() ?? "failure" }],
  });
  expect(first.red).toEqual([]);
  expect((await again()).red).toHaveLength(1);
});
