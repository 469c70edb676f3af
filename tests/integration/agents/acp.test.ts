import { mkdtempSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { buildSync } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createAcpAgent } from "@/lib/agents/acp";
import { AcpOptions } from "@/lib/domain/agent-settings";
import { type ModelProxy, startModelProxy } from "@/lib/model-proxy";
import { briefWith } from "../../support/agents/brief";
import { changes, letWork } from "../../support/agents/workshop";
import { startUpstream } from "../../support/model/upstream";

let folder: string;
let proxy: ModelProxy;
let upstream: Awaited<ReturnType<typeof startUpstream>>;

beforeAll(async () => {
  // Under the repository's packages, because the sandbox shows tool folders only.
  folder = mkdtempSync(resolve("node_modules/.acp-test-"));
  buildSync({
    entryPoints: ["tests/support/programs/acp-agent.ts"],
    outfile: join(folder, "agent.mjs"),
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
  });
  upstream = await startUpstream(() => ({
    text: JSON.stringify({ usage: { prompt_tokens: 10, completion_tokens: 2 } }),
  }));
  proxy = await startModelProxy({
    protocol: "openai",
    endpoint: `${upstream.url}/v1`,
    key: "sk-real",
    models: ["m"],
    caps: { requestsMax: 5, tokensMax: null, usdMax: null },
    price: null,
  });
});
afterAll(async () => {
  await proxy.close();
  upstream.close();
  rmSync(folder, { recursive: true, force: true });
});

const files = { "src/a.js": "one\n", ".github/workflows/ci.yml": "on: push\n" };

function work(
  script: unknown,
  rest: Parameters<typeof letWork>[4] & { minutes?: number; mode?: string } = {},
) {
  const agent = createAcpAgent({
    id: "scripted",
    secret: () => null,
    options: AcpOptions.parse({
      kind: "acp",
      preset: "custom",
      command: ["node", join(folder, "agent.mjs"), JSON.stringify(script)],
      permissionMode: rest.mode ?? "default",
      model: { protocol: "openai", endpoint: "https://api.openai.com/v1", model: "m" },
    }),
  });
  const model = { protocol: "openai" as const, model: "m", url: proxy.url, token: proxy.token };
  return letWork(agent, files, briefWith({}), rest.minutes ?? 1, { model, ...rest });
}

describe("an agent that speaks the Agent Client Protocol", () => {
  it("edits the tree through our side, and reports its last words", async () => {
    const { report, patch, said } = await work([
      ["read", "src/a.js"],
      ["ask", "edit", "src/a.js"],
      ["write", "src/a.js", "two\n"],
      ["say", "Done."],
    ]);
    expect(report).toEqual({ kind: "edited", notes: "Done." });
    expect(changes(patch)).toEqual(["-one", "+two"]);
    expect(said).toEqual(expect.arrayContaining(["scripted 1", "read: one", "answer: yes", "written"]));
  });

  it("is refused what the scope rules refuse, and writes nothing outside of the tree", async () => {
    const { patch, said } = await work([
      ["ask", "edit", ".github/workflows/ci.yml"],
      ["write", ".github/workflows/ci.yml", "on: never\n"],
      ["write", "/tmp/outside-of-the-tree", "x"],
      ["write", "../outside-of-the-tree", "x"],
      ["ask", "edit", "/etc/passwd"],
      ["ask", "fetch"],
    ]);
    expect(patch.files).toEqual([]);
    expect(said.filter((line) => line.startsWith("answer:"))).toEqual([
      "answer: no",
      "answer: no",
      "answer: no",
    ]);
    expect(said.filter((line) => line === "not written")).toHaveLength(3);
  });

  it("reaches the model through our door from inside the sandbox", async () => {
    const { said } = await work([["model"]]);
    expect(said).toContain("model: 200");
    expect(upstream.calls.at(-1)?.headers.authorization).toBe("Bearer sk-real");
  });

  it("hears what people say, and answers it before it ends", async () => {
    const { said } = await work([["say", "first"]], { messages: [["Look at src/a.js."]] });
    expect(said).toContain("Told: Look at src/a.js.");
    expect(said).toContain("heard: Look at src/a.js.");
  });

  it("may end honourably without a change", async () => {
    const { report } = await work([["say", "REGREEN: real bug: the owner has to decide"]]);
    expect(report).toEqual({ kind: "gave_up", reason: "real_bug", notes: "the owner has to decide" });
  });

  it("that crashes has failed, with its exit code", async () => {
    const { report } = await work([["exit", "3"]]);
    expect(report.kind).toBe("failed");
    expect(report.notes).toMatch(/exit code 3|broke off/);
  });

  it("that hangs is killed at its deadline", async () => {
    const { report } = await work([["hang"]], { minutes: 0.05 });
    expect(report).toEqual({ kind: "failed", notes: "It did not end in time and was killed." });
  });

  it("that cannot be started says so", async () => {
    const agent = createAcpAgent({
      id: "absent",
      secret: () => null,
      options: AcpOptions.parse({
        kind: "acp",
        preset: "opencode",
        model: { protocol: "openai", endpoint: "https://api.openai.com/v1", model: "m" },
      }),
    });
    const model = { protocol: "openai" as const, model: "m", url: proxy.url, token: proxy.token };
    const { report } = await letWork(agent, files, briefWith({}), 1, { model });
    expect(report.kind).toBe("failed");
    expect(report.notes).toContain("opencode");
  });
});
