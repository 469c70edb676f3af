import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDb, type Db } from "@/lib/db/client";
import { decodeCursor } from "@/lib/db/views/keyset";
import { readAttemptDocuments, readLoop } from "@/lib/db/views/loop";
import { type LoopFilters, listLoops } from "@/lib/db/views/loops";
import { createTestDatabase, type TestDatabase } from "@/tests/support/database";
import { someLoop, storeDocuments } from "@/tests/support/factories";
import { somePullRequest } from "@/tests/support/rows";

let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb(database.url);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const all: LoopFilters = { status: null, repository: null, category: null, search: null };
const firstPage = { after: null, before: null };

describe("the list of loops", () => {
  it("shows each loop once, page by page and back, also where many began in one millisecond", async () => {
    const owner = await somePullRequest(db);
    const ids: string[] = [];
    for (let index = 0; index < 7; index += 1) ids.push((await someLoop(db, owner)).id);
    const read = (request: { after: string | null; before: string | null }) =>
      listLoops(db, owner.organization.id, all, request, 3);

    const first = await read(firstPage);
    const second = await read({ after: first.older, before: null });
    const third = await read({ after: second.older, before: null });
    const seen = [...first.items, ...second.items, ...third.items].map((loop) => loop.id);
    expect(seen).toHaveLength(7);
    expect(new Set(seen)).toEqual(new Set(ids));
    expect(first.newer).toBeNull();
    expect(third.older).toBeNull();

    const back = await read({ after: null, before: third.newer });
    expect(back.items.map((loop) => loop.id)).toEqual(second.items.map((loop) => loop.id));
  });

  it("never shows a loop of another organization, whatever cursor or filter is sent", async () => {
    const ours = await somePullRequest(db);
    const theirs = await somePullRequest(db);
    await someLoop(db, ours);
    const foreign = await someLoop(db, theirs);
    const page = await listLoops(db, ours.organization.id, { ...all, search: "cart" }, firstPage);
    expect(page.items.map((loop) => loop.id)).not.toContain(foreign.id);
    expect(await readLoop(db, ours.organization.id, foreign.id)).toBeNull();
    await storeDocuments(db, foreign, 1);
    const documents = await readAttemptDocuments(db, ours.organization.id, foreign.id, 1);
    expect(documents).toEqual({ evidence: null, brief: null, briefDocument: null });
  });

  it("narrows by state, outcome, category, repository and words", async () => {
    const owner = await somePullRequest(db);
    const open = await someLoop(db, owner, { state: "repairing", category: "lint" });
    const fixed = await someLoop(db, owner, { outcome: "fixed", category: "types" });
    const ids = async (filters: Partial<LoopFilters>) =>
      (await listLoops(db, owner.organization.id, { ...all, ...filters }, firstPage)).items.map(
        (loop) => loop.id,
      );
    expect(await ids({ status: "open" })).toEqual([open.id]);
    expect(await ids({ status: "repairing" })).toEqual([open.id]);
    expect(await ids({ status: "fixed" })).toEqual([fixed.id]);
    expect(await ids({ category: "types" })).toEqual([fixed.id]);
    expect(await ids({ repository: "elsewhere" })).toEqual([]);
    expect(await ids({ search: "#1" })).toHaveLength(2);
    expect(await ids({ search: "A CART" })).toHaveLength(2);
    expect(await ids({ search: "100%_" })).toEqual([]);
  });

  it.each(["", "not a cursor", Buffer.from("1.x'; DROP TABLE").toString("base64url")])(
    "shows the first page for the made-up cursor %j",
    (cursor) => {
      expect(decodeCursor(cursor)).toBeNull();
    },
  );
});

describe("one loop", () => {
  it("is read with the documents of each attempt", async () => {
    const loop = await someLoop(db, await somePullRequest(db), { outcome: "fixed", attemptsSpent: 1 });
    await storeDocuments(db, loop, 1);
    const read = await readLoop(db, loop.organizationId, loop.id);
    expect(read).toMatchObject({ outcome: "fixed", documentedAttempts: [1] });
    const { evidence, brief } = await readAttemptDocuments(db, loop.organizationId, loop.id, 1);
    expect(evidence?.jobs[0]?.job).toBe("test");
    expect(brief?.task).toBe("ci-repair");
  });

  it("can still be read where a document was written by another version", async () => {
    const loop = await someLoop(db, await somePullRequest(db));
    await db.evidence.create({
      data: {
        organizationId: loop.organizationId,
        loopId: loop.id,
        attempt: 1,
        headSha: loop.headSha,
        document: {},
      },
    });
    const { evidence } = await readAttemptDocuments(db, loop.organizationId, loop.id, 1);
    expect(evidence).toBeNull();
  });
});
