import { request } from "node:http";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openRegistryDoor, type RegistryDoor } from "@/lib/sandbox/dependencies/registry-door";
import { startNpmRegistry } from "../../support/registry/npm-registry";
import { startPythonRegistry } from "../../support/registry/python-registry";
import { startRegistry } from "../../support/registry/start-registry";

const bulk = "/-/npm/v1/security/advisories/bulk";
let npm: Awaited<ReturnType<typeof startNpmRegistry>>;
beforeAll(async () => {
  npm = await startNpmRegistry(
    [{ name: "sum", version: "1.0.0" }],
    [{ name: "sum", vulnerable: "*", severity: "low" }],
  );
});
afterAll(() => npm.close());
beforeEach(() => {
  npm.asked.length = 0;
});

/** Not fetch: it would tidy the path. */
function ask(
  door: RegistryDoor,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: Buffer,
) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    request({ port: door.port, host: "127.0.0.1", method, path, headers }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString("utf8") });
    })
      .on("error", reject)
      .end(body);
  });
}

async function atNpm<T>(asks: boolean, work: (door: RegistryDoor) => Promise<T>): Promise<T> {
  const door = await openRegistryDoor({ kind: "npm", registryUrl: npm.url, asks });
  try {
    return await work(door);
  } finally {
    await door.close();
  }
}

describe("the door to an npm registry", () => {
  it("carries no header of the asker's out, and leads addresses in the answer back to itself", async () => {
    await atNpm(false, async (door) => {
      const { text } = await ask(door, "GET", "/sum", {
        authorization: "Bearer secret",
        cookie: "a=b",
        "x-carry": "out",
      });
      expect(text).toContain(`${door.url}sum/-/sum-1.0.0.tgz`);
      expect(text).not.toContain(npm.url);
    });
    const [seen] = npm.asked;
    expect(Object.keys(seen?.headers ?? {})).not.toEqual(expect.arrayContaining(["authorization"]));
    expect(JSON.stringify(seen?.headers)).not.toMatch(/secret|a=b|out"/);
  });

  it("asks for the short form of a package or the whole one, as the asker takes it, in words of its own", async () => {
    await atNpm(false, async (door) => {
      const short = await ask(door, "GET", "/sum", {
        accept: "application/vnd.npm.install-v1+json; carry=out",
      });
      const whole = await ask(door, "GET", "/sum", { accept: "carry/out" });
      expect(short.text).not.toContain('"time"');
      // By it managers tell how old a version is.
      expect(whole.text).toContain('"time"');
    });
    expect(JSON.stringify(npm.asked)).not.toContain("carry");
  });

  it.each(["/../secret", "/sum?token=x", "//elsewhere/x", "/%2e%2e/secret"])(
    "leads nowhere but below the registry: %s",
    async (path) => {
      const { status } = await atNpm(false, (door) => ask(door, "GET", path));
      expect(status).toBe(403);
      expect(npm.asked).toEqual([]);
    },
  );

  it.each([
    ["PUT", "/sum"],
    ["DELETE", "/sum"],
    ["POST", "/sum"],
    ["POST", "/-/npm/v1/tokens"],
    ["POST", "/-/v1/login"],
    ["POST", `${bulk}?to=elsewhere`],
    ["POST", `/..${bulk}`],
  ])("is never written to: %s %s", async (method, path) => {
    const { status } = await atNpm(true, (door) => ask(door, method, path, {}, Buffer.from("{}")));
    expect([403, 405]).toContain(status);
    expect(npm.asked).toEqual([]);
  });

  it("lets questions for known weaknesses through where it is told to, packed or not, as JSON and nothing else", async () => {
    const question = Buffer.from('{ "sum": ["1.0.0"] }');
    await atNpm(true, async (door) => {
      const plain = await ask(door, "POST", bulk, { authorization: "Bearer secret" }, question);
      const packed = await ask(door, "POST", bulk, { "content-encoding": "gzip" }, gzipSync(question));
      expect(plain.text).toContain("GHSA-0000-0000-sum");
      expect(packed.text).toBe(plain.text);
    });
    expect(npm.asked).toHaveLength(2);
    expect(npm.asked.some(({ headers }) => headers.authorization !== undefined)).toBe(false);
  });

  it.each([
    ["that is no JSON", {}, Buffer.from("secret text")],
    ["that is too long", {}, Buffer.from(`"${"a".repeat(4 * 1024 * 1024)}"`)],
    [
      "that is too long unpacked",
      { "content-encoding": "gzip" },
      gzipSync(Buffer.alloc(64 * 1024 * 1024, 32)),
    ],
  ])("refuses a question %s", async (_, headers, body) => {
    const status = await atNpm(true, (door) => ask(door, "POST", bulk, headers, body)).then(
      (answer) => answer.status,
      // It may hang up on who keeps writing.
      () => 413,
    );
    expect(status).toBe(413);
    expect(npm.asked).toEqual([]);
  });

  it("answers no question where it only serves an installation", async () => {
    const { status } = await atNpm(false, (door) => ask(door, "POST", bulk, {}, Buffer.from("{}")));
    expect(status).toBe(405);
  });
});

describe("the door to an index of Python packages", () => {
  it("serves the files that its pages name, and no other", async () => {
    const index = await startPythonRegistry([
      { name: "tinysum", version: "1.0.0", files: { "tinysum.py": "" } },
    ]);
    const door = await openRegistryDoor({ kind: "python", registryUrl: index.url, asks: false });
    try {
      expect((await ask(door, "GET", "/files/0/tinysum.whl")).status).toBe(403);
      const { text } = await ask(door, "GET", "/tinysum/");
      const file = /href="([^"#]+)#/.exec(text)?.[1] ?? "";
      expect(file.startsWith(`${door.url}files/`)).toBe(true);
      expect((await ask(door, "GET", file.slice(door.url.length - 1))).status).toBe(200);
      expect((await ask(door, "GET", "/files/1/tinysum.whl")).status).toBe(403);
      expect((await ask(door, "POST", "/tinysum/", {}, Buffer.from("{}"))).status).toBe(405);
    } finally {
      await door.close();
      await index.close();
    }
  });

  it("follows no link to another host without TLS, whatever a page names", async () => {
    const inner = await startRegistry(() => (_, response) => response.end("inner"));
    const index = await startRegistry(
      () => (_, response) =>
        response.end(
          `<a href="${inner.origin}/x-1.whl">x</a><a href='file:///etc/passwd'>y</a><a href="javascript:0">z</a>`,
        ),
    );
    const door = await openRegistryDoor({
      kind: "python",
      registryUrl: `${index.origin}/simple`,
      asks: false,
    });
    try {
      expect((await ask(door, "GET", "/x/")).text).toBe('<a href="">x</a><a href="">y</a><a href="">z</a>');
      expect((await ask(door, "GET", "/files/0/x-1.whl")).status).toBe(403);
      expect(inner.asked).toEqual([]);
    } finally {
      await door.close();
      await index.close();
      await inner.close();
    }
  });
});
