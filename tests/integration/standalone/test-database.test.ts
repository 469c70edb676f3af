import { Client } from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { createTestDatabase } from "@/tests/support/database";

const mine = await createTestDatabase();
const others = await createTestDatabase();
afterAll(async () => {
  await mine.drop();
  await others.drop();
});

describe("test database", () => {
  it("is nobody else's: what one file writes, no other sees", async () => {
    const [client, other] = [new Client(mine.url), new Client(others.url)];
    await Promise.all([client.connect(), other.connect()]);
    await client.query("CREATE TABLE only_mine (n int)");
    await expect(other.query("SELECT * FROM only_mine")).rejects.toThrow("does not exist");
    await Promise.all([client.end(), other.end()]);
  });
});
