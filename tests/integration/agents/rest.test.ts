import { afterEach, describe, expect, it } from "vitest";
import { createRestAgent } from "@/lib/agents/rest";
import { RestOptions } from "@/lib/domain/agent-settings";
import { briefWith } from "../../support/agents/brief";
import { changes, letWork } from "../../support/agents/workshop";
import { type SeenCall, startUpstream } from "../../support/model/upstream";

const closers: (() => unknown)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const files = { "a.txt": "one\n", "run.sh": "#!/bin/sh\n", "b.txt": "keep\n" };
const base64 = (text: string) => Buffer.from(text).toString("base64");
const diff = "--- a/a.txt\n+++ b/a.txt\n@@ -1 +1 @@\n-one\n+two\n";

async function work(
  answer: (call: SeenCall, index: number) => unknown,
  options: Record<string, unknown> = {},
  minutes = 1,
  answers: (string | null)[] = [],
) {
  let index = 0;
  const upstream = await startUpstream((call) => {
    const value = answer(call, index++);
    return typeof value === "object" && value !== null && "text" in value
      ? (value as { text: string; status?: number; headers?: Record<string, string> })
      : { text: JSON.stringify(value) };
  });
  closers.push(upstream.close);
  const agent = createRestAgent({
    id: "remote",
    secret: () => "token-of-the-agent",
    options: RestOptions.parse({ kind: "rest", url: `${upstream.url}/runs`, pollSeconds: 0.05, ...options }),
  });
  const handiwork = await letWork(agent, files, briefWith({ repository: "acme/shop" }), minutes, { answers });
  return { ...handiwork, calls: upstream.calls };
}

describe("an agent behind HTTP", () => {
  it("is sent brief, words and files with its own token, and its files are put into the tree", async () => {
    const { report, patch, calls } = await work(() => ({
      status: "completed",
      result: {
        kind: "edited",
        notes: "Done.",
        files: [
          { path: "a.txt", content_base64: base64("two\n") },
          { path: "b.txt", content_base64: null },
        ],
      },
    }));
    expect(report).toEqual({ kind: "edited", notes: "Done." });
    expect(changes(patch)).toEqual(["-one", "+two", "-keep"]);
    expect(calls[0]).toMatchObject({
      path: "/runs",
      headers: { authorization: "Bearer token-of-the-agent" },
      body: {
        contract: 1,
        task: "ci-repair",
        brief: { repository: "acme/shop" },
        files: [
          { path: "a.txt", mode: "100644", content_base64: base64("one\n") },
          { path: "b.txt", mode: "100644" },
          { path: "run.sh", mode: "100755" },
        ],
      },
    });
  });

  it("is asked again while it runs, and may answer with a diff", async () => {
    const { patch, calls } = await work((_call, index) =>
      index < 3
        ? { status: "running", id: "run-7" }
        : { status: "completed", result: { kind: "edited", patch: diff } },
    );
    expect(changes(patch)).toEqual(["-one", "+two"]);
    expect(calls.map(({ path }) => path)).toEqual(["/runs", "/runs/run-7", "/runs/run-7", "/runs/run-7"]);
  });

  it("may send its answer by itself, and is then not asked again", async () => {
    const sent = JSON.stringify({ status: "completed", result: { kind: "edited", patch: diff } });
    const { patch, calls } = await work(() => ({ status: "running" }), {}, 1, [null, null, sent]);
    expect(changes(patch)).toEqual(["-one", "+two"]);
    expect(calls.map(({ path }) => path)).toEqual(["/runs"]);
    expect(calls[0]?.body.callback).toMatchObject({
      url: "https://regreen.example/api/agents/answers/one",
      token: "token-of-the-run",
    });
  });

  it("may end honourably", async () => {
    const result = { kind: "gave_up", reason: "real_bug", notes: "Ask the owner." };
    expect((await work(() => ({ status: "completed", result }))).report).toEqual(result);
  });

  it.each([
    ["a path that leads out", { files: [{ path: "../outside", content_base64: base64("x") }] }],
    ["an absolute path", { files: [{ path: "/etc/outside", content_base64: base64("x") }] }],
    ["a diff that does not fit", { patch: diff.replace("-one", "-other") }],
    ["a diff of a file outside", { patch: diff.replaceAll("a.txt", "../outside") }],
  ])("has failed with %s, and nothing is changed", async (_what, edits) => {
    const { report, patch } = await work(() => ({
      status: "completed",
      result: { kind: "edited", ...edits },
    }));
    expect(report.kind).toBe("failed");
    expect(patch.files).toEqual([]);
  });

  it.each([
    ["an error", { status: 500, text: "broken" }, "It answered 500"],
    ["no JSON", { text: "<html>" }, "not JSON"],
    ["another contract", { text: '{"status":"finished"}' }, ""],
    [
      "a redirect",
      { status: 302, headers: { location: "http://169.254.169.254/" }, text: "" },
      "It answered 302",
    ],
    ["an id with a path in it", { text: '{"status":"running","id":"../../admin"}' }, ""],
  ])("has failed when it answers with %s", async (_what, answer, words) => {
    const { report, calls } = await work(() => answer);
    expect(report.kind).toBe("failed");
    expect(report.notes).toContain(words);
    expect(calls).toHaveLength(1);
  });

  it("has failed when the time is over", async () => {
    const { report } = await work(() => ({ status: "running", id: "run-7" }), {}, 0.005);
    expect(report).toEqual({ kind: "failed", notes: "It did not end in time." });
  });
});

describe("Codegen", () => {
  const codegen = { preset: "codegen", codegenOrganization: 42 };

  it("is asked for a diff, which is put into the tree", async () => {
    const { report, patch, calls } = await work(
      (_call, index) =>
        index === 0
          ? { id: 9, status: "ACTIVE" }
          : index === 1
            ? { id: 9, status: "ACTIVE" }
            : { id: 9, status: "COMPLETE", result: `It was one.\n\n\`\`\`diff\n${diff}\`\`\`\n` },
      codegen,
    );
    expect(report).toEqual({ kind: "edited", notes: "It was one." });
    expect(changes(patch)).toEqual(["-one", "+two"]);
    expect(calls.map(({ path }) => path)).toEqual([
      "/runs/organizations/42/agent/run",
      "/runs/organizations/42/agent/run/9",
      "/runs/organizations/42/agent/run/9",
    ]);
    expect(String(calls[0]?.body.prompt)).toContain("Do not open");
  });

  it("that fails or answers without a diff has changed nothing", async () => {
    expect((await work(() => ({ id: 9, status: "FAILED" }), codegen)).report.kind).toBe("failed");
    const words = await work(() => ({ id: 9, status: "COMPLETE", result: "I fixed it." }), codegen);
    expect(words.report).toEqual({ kind: "no_change", notes: "Its answer holds no diff." });
  });
});
