import { randomBytes } from "node:crypto";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { createGzip, gzipSync } from "node:zlib";
import { type Headers, pack } from "tar-stream";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readTree } from "@/lib/patch/read-tree";
import { chooseSandbox } from "@/lib/sandbox";
import type { Sandbox } from "@/lib/sandbox/types";
import { type Attempted, attemptAll } from "../../support/sandbox/attempt-all";
import {
  bytes,
  ended,
  json,
  type Misdeed,
  startHostileVercel,
  stream,
} from "../../support/sandbox/hostile-vercel";
import { type Outside, startOutside } from "../../support/sandbox/outside";
import { startVercel, type VercelStandIn, vercelToken } from "../../support/sandbox/vercel";
import { probes } from "./probes";

// The walls of that machine are Vercel's, and nothing here can show them. What is shown is our side of them: what we ask for,
// what we hand over, and what we take back from a machine that may be in anybody's hands.

const searchPath = process.env.PATH ?? "";
const walls = chooseSandbox({ wanted: "bubblewrap", toolPath: [], searchPath });

function sandboxAt(apiUrl: string): Sandbox {
  const choice = chooseSandbox({
    wanted: "vercel-sandbox",
    toolPath: [],
    searchPath,
    vercel: { apiUrl, token: vercelToken, teamId: "team_test", projectId: "prj_test" },
  });
  if (!choice.found) throw new Error(choice.reason);
  return choice.sandbox;
}

describe.runIf(walls.found)("behind the walls that are asked for at Vercel", () => {
  const canary = `canary-${randomBytes(12).toString("hex")}`;
  const [plain, withEndpoint] = [false, true].map((wanted) =>
    probes.filter((probe) => (probe.withEndpoint ?? false) === wanted),
  );
  let vercel: VercelStandIn;
  let outside: Outside;
  let attempted: ReadonlyMap<string, Attempted>;
  beforeAll(async () => {
    process.env.CANARY_OF_OURS = canary;
    vercel = await startVercel();
    outside = await startOutside(canary);
    attempted = await attemptAll(sandboxAt(vercel.url), plain ?? [], outside);
  }, 120_000);
  afterAll(async () => {
    delete process.env.CANARY_OF_OURS;
    await outside.stop();
    await vercel.close();
  });

  it("at least 60 probes are tried", () => {
    expect(plain?.length).toBeGreaterThanOrEqual(60);
  });

  it.each((plain ?? []).map(({ name }) => [name]))("nothing comes of %s", (name) => {
    expect(attempted.get(name)).toBe("held");
  });

  it.each((withEndpoint ?? []).map((probe) => [probe.name, probe] as const))(
    "nobody gets a way to the model for %s, and no machine is asked for",
    async (_, { command }) => {
      const before = vercel.asked.length;
      const request = { command, treeDirectory: tmpdir(), timeoutSeconds: 1, modelEndpoint: { port: 1 } };
      await expect(sandboxAt(vercel.url).run(request)).rejects.toThrow("reaches a model");
      expect(vercel.asked).toHaveLength(before);
    },
  );

  it("the machine is asked for without a network, without a memory, with a time limit and a size", () => {
    expect(vercel.created).toEqual([
      {
        projectId: "prj_test",
        runtime: "node24",
        networkPolicy: { mode: "deny-all" },
        persistent: false,
        timeout: 240_000,
        resources: { vcpus: 2 },
      },
    ]);
  });

  it("nothing of ours is handed over: no secret, no variable, no file but the tree's, no token but in its header", () => {
    const sent = vercel.sent.join("\n");
    expect(sent).not.toContain(canary);
    expect(sent).not.toContain(vercelToken);
  });

  it("every machine is deleted", () => {
    expect(vercel.left()).toBe(0);
    expect(vercel.asked.filter((request) => request.startsWith("DELETE"))).toHaveLength(
      vercel.created.length,
    );
  });
});

describe("a machine in anybody's hands", () => {
  let root: string;
  let tree: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "hostile-"));
    tree = join(root, "tree");
    mkdirSync(tree);
    writeFileSync(join(tree, "kept"), "ours");
  });
  const closers: (() => void)[] = [];
  afterEach(() => {
    for (const close of closers.splice(0)) close();
    rmSync(root, { recursive: true, force: true });
  });

  async function meet(misdeed: Misdeed, timeoutSeconds = 5) {
    const service = await startHostileVercel(misdeed);
    closers.push(service.close);
    const running = sandboxAt(service.url).run({
      command: ["true"],
      treeDirectory: tree,
      timeoutSeconds,
      outputBytesMax: 1_000,
    });
    return { running, asked: service.asked };
  }

  type Entry = Headers & { content?: string };
  function archiveOf(...entries: Entry[]): Promise<Buffer> {
    const archive = pack();
    for (const { content = "", ...header } of entries) archive.entry(header, content);
    archive.finalize();
    return buffer(archive.pipe(createGzip()));
  }
  const handsBack = async (...entries: Entry[]): Promise<Misdeed> => ({
    read: bytes(await archiveOf(...entries)),
  });

  async function handsBackHalf(...entries: Entry[]): Promise<Misdeed> {
    const archive = await archiveOf(...entries);
    return { read: bytes(archive.subarray(0, archive.length / 2)) };
  }
  const handsBackMany = (count: number) =>
    handsBack(...Array.from({ length: count }, (_, index) => ({ name: `file-${index}` })));
  const handsBackZeros = (mebibytes: number) =>
    handsBack({ name: "zeros", content: "\0".repeat(mebibytes * 1024 * 1024) });

  const line = (value: unknown) => ({ run: stream(value, ended(0)) });
  const misdeeds: readonly [string, Misdeed | Promise<Misdeed>, string][] = [
    ["says nothing of a machine", { create: json({}) }, "does not describe a machine"],
    ["answers with a page", { create: bytes(Buffer.from("<html>")) }, "does not describe a machine"],
    [
      "names a machine by a path",
      { create: json({ sandbox: { name: "../../v9/projects" }, session: { id: "s" } }) },
      "does not describe a machine",
    ],
    [
      "names a session by a path",
      { create: json({ sandbox: { name: "sbx" }, session: { id: "../../../v9/user" } }) },
      "does not describe a machine",
    ],
    ["has no machine left", { create: json({ error: { code: "rate_limited" } }, 429) }, "429"],
    ["wants to be paid", { create: json({ error: { code: "payment_required" } }, 402) }, "402"],
    ["refuses the tree", { write: json({ error: {} }, 413) }, "413"],
    ["is gone before the command", { run: json({ error: { code: "sandbox_stopped" } }, 410) }, "410"],
    ["tells of a command in words", line("it runs"), "another shape"],
    ["tells of a command in another shape", line({ command: "done" }), "another shape"],
    ["ends a command with a text", { run: stream(ended("0")) }, "another shape"],
    ["ends a command with no number", { run: stream(ended(1e99)) }, "another shape"],
    ["ends a command below nothing", { run: stream(ended(-1)) }, "another shape"],
    ["speaks on a third stream", line({ stream: "secret", data: "x" }), "another shape"],
    ["speaks in numbers", line({ stream: "stdout", data: 7 }), "another shape"],
    ["leaves off", { run: stream(ended(null)) }, "ended before the command did"],
    ["leaves off at once", { run: stream() }, "ended before the command did"],
    [
      "reports an error",
      line({ stream: "error", data: { code: "stream_error", message: "lost" } }),
      "ended the command: lost",
    ],
    [
      "never ends its line",
      {
        run: (response) => {
          const write = () => {
            while (!response.destroyed && response.write("x".repeat(65_536)));
          };
          response.on("drain", write);
          write();
        },
      },
      "a line that does not end",
    ],
    ["cannot pack the tree", { pack: stream(ended(2)) }, "could not be packed"],
    ["hands nothing back", {}, "did not come back"],
    ["hands back what is no archive", { read: bytes(Buffer.from("PK")) }, "cannot be read"],
    ["hands back nothing in an archive", { read: bytes(gzipSync("")) }, "is empty"],
    ["hands back half an archive", handsBackHalf({ name: "a", content: "x" }), "cannot be read"],
    ["hands back a path that leads out", handsBack({ name: "../out", content: "x" }), "outside of the tree"],
    ["hands back a path from the root", handsBack({ name: "/tmp/out", content: "x" }), "outside of the tree"],
    ["hands back a hard link", handsBack({ name: "l", type: "link", linkname: "/etc/passwd" }), "is a link"],
    ["hands back a pipe", handsBack({ name: "p", type: "fifo" }), "is a fifo"],
    ["hands back a device", handsBack({ name: "d", type: "block-device" }), "is a block-device"],
    [
      "hands back a file through a link",
      handsBack({ name: "l", type: "symlink", linkname: ".." }, { name: "l/out", content: "x" }),
      "do not make a tree",
    ],
    [
      "hands back a file in a file",
      handsBack({ name: "a", content: "x" }, { name: "a/b", content: "x" }),
      "do not make a tree",
    ],
    ["hands back a larger file than one takes", handsBackZeros(65), "more than 67108864 bytes"],
    ["hands back more files than one takes", handsBackMany(50_001), "more than 50000 entries"],
  ];

  it.each(misdeeds)("that %s is refused in words, and the tree stays", async (_, given, words) => {
    const misdeed = await given;
    const { running, asked } = await meet(misdeed);
    await expect(running).rejects.toThrow(words);
    expect(readFileSync(join(tree, "kept"), "utf8")).toBe("ours");
    expect(readdirSync(root)).toEqual(["tree"]);
    expect(existsSync("/tmp/out")).toBe(false);
    expect(asked.at(-1)).toBe(misdeed.create ? "POST /v2/sandboxes" : "DELETE /v2/sandboxes/sbx-1");
  });

  it.each(["create", "write", "run", "read", "remove"] as const)(
    "that sends us elsewhere at %s is not followed, so nobody else sees the token",
    async (step) => {
      const elsewhere = await startHostileVercel({});
      closers.push(elsewhere.close);
      const sendAway: Misdeed["run"] = (response, { url }) =>
        response.writeHead(307, { location: `${elsewhere.url}${url}` }).end();
      const tidy = await archiveOf({ name: "kept", content: "theirs" });
      const { running } = await meet({ read: bytes(tidy), [step]: sendAway });
      if (step === "remove") await running;
      else await expect(running).rejects.toThrow();
      expect(elsewhere.asked).toEqual([]);
    },
  );

  it("that cannot delete is asked to stop, and then left to its time limit", async () => {
    const read = bytes(await archiveOf({ name: "kept", content: "theirs" }));
    const { running, asked } = await meet({ read, remove: json({}, 500) });
    expect(await running).toMatchObject({ exitCode: 0 });
    expect(asked.slice(-2)).toEqual([
      "DELETE /v2/sandboxes/sbx-1",
      "POST /v2/sandboxes/sessions/sess_1/stop",
    ]);
  });

  it("that says more than anybody reads is heard up to the limit", async () => {
    const much = { stream: "stdout", data: "x".repeat(600) };
    const read = bytes(await archiveOf({ name: "kept", content: "theirs" }));
    const { running } = await meet({ run: stream(much, much, much, ended(0)), read });
    expect(await running).toMatchObject({ standardOutput: "x".repeat(1_000), truncated: true });
  });

  it("that hands back links and rights gets links as links, and no right but to be run", async () => {
    const back = await handsBack(
      { name: "l", type: "symlink", linkname: "/etc/passwd" },
      { name: "root", mode: 0o6755, uid: 0, content: "x" },
    );
    await (await meet(back)).running;
    expect(lstatSync(join(tree, "l")).isSymbolicLink()).toBe(true);
    expect(lstatSync(join(tree, "root")).mode & 0o7777).toBe(0o755);
    const entries = await readTree(tree);
    expect(entries.get("l")?.kind).toBe("symlink");
  });
});
