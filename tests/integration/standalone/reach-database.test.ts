import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { reachDatabase } from "@/lib/standalone/postgres/reach-database";
import { createTestDatabase, type TestDatabase } from "@/tests/support/database";

let database: TestDatabase;
const secret = "not-the-password";

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

function changed(change: (url: URL) => void): string {
  const url = new URL(database.url);
  change(url);
  return url.toString();
}

async function refusal(databaseUrl: string): Promise<string> {
  return reachDatabase(databaseUrl).then(
    () => "none",
    (error: Error) => error.message,
  );
}

describe("a database that cannot be used is refused with server, cause and what to do, without the password", () => {
  it("where nobody listens", async () => {
    const free = createServer().listen(0, "127.0.0.1");
    const address = free.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    await new Promise((closed) => free.close(closed));
    const words = await refusal(`postgresql://regreen:${secret}@127.0.0.1:${port}/regreen`);
    expect(words).toMatch(
      new RegExp(
        `^The database "regreen" at 127\\.0\\.0\\.1:${port} cannot be used: .*Start PostgreSQL there`,
      ),
    );
    expect(words).not.toContain(secret);
  });

  it("where the host is unknown", async () => {
    const words = await refusal(`postgresql://regreen:${secret}@no-such-host.invalid/regreen`);
    expect(words).toMatch(/at no-such-host\.invalid:5432 cannot be used: .*Correct the host in DATABASE_URL/);
    expect(words).not.toContain(secret);
  });

  it("where the database is not there", async () => {
    const words = await refusal(changed((url) => (url.pathname = "/no_such")));
    expect(words).toContain('The database "no_such"');
    expect(words).toContain("Create it with `createdb`");
    expect(words).not.toContain(new URL(database.url).password || secret);
  });

  it("where the user is not let in", async () => {
    const words = await refusal(
      changed((url) => Object.assign(url, { username: "nobody", password: secret })),
    );
    expect(words).toMatch(/Correct user and password in DATABASE_URL|correct the user in DATABASE_URL/);
    expect(words).not.toContain(secret);
  });
});

it("a database that can be used is let through", async () => {
  expect(await refusal(database.url)).toBe("none");
});
