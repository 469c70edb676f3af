import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { zipSync } from "fflate";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parse } from "yaml";
import { FailureArtifact, failureArtifactFile, failureArtifactName } from "@/lib/domain/failure-artifact";
import { collectFailure } from "@/lib/evidence/action/collect-failure";

const at = "2026-03-01T10:00:00.0000000Z ";
const log = [
  "Current runner version: '2.333.0'",
  "##[group]Run npm test",
  "##[endgroup]",
  "node: v20.20.2",
  "✖ adds prices (3.1ms)",
  "  AssertionError [ERR_ASSERTION]: 80 !== 90",
  "ℹ tests 2",
  "ℹ pass 1",
  "ℹ fail 1",
  "✖ failing tests:",
  "",
  "test at test/cart.test.js:3:1",
  "✖ adds prices (3.1ms)",
  "  AssertionError [ERR_ASSERTION]: 80 !== 90",
  "##[error]Process completed with exit code 1.",
]
  .map((line) => `${at}${line}\n`)
  .join("");

const junit = `<testsuite name="shop"><testcase classname="shop" name="takes a voucher"><failure message="no"/></testcase></testsuite>`;

let logAnswers: number[] = [];
let seenTokens: (string | undefined)[] = [];
const root = "/repos/acme/shop/actions";
const server = createServer((request, response) => {
  const path = (request.url ?? "").split("?")[0];
  seenTokens.push(request.headers.authorization);
  const json = (body: unknown) => response.end(JSON.stringify(body));
  if (path === `${root}/runs/4711/attempts/2`)
    return json({ name: "CI", head_sha: "a".repeat(40), head_branch: "feature" });
  if (path === `${root}/runs/4711/attempts/2/jobs`)
    return json({
      jobs: [
        { id: 1, name: "lint", conclusion: "success", steps: [] },
        { id: 7, name: "test", conclusion: "failure", steps: [{ name: "Tests", conclusion: "failure" }] },
        { id: 9, name: "hand-over", conclusion: null, steps: [] },
      ],
    });
  if (path === `${root}/runs/4711/artifacts`)
    return json({ artifacts: [{ id: 3, name: "junit", size_in_bytes: 400, expired: false }] });
  if (path === `${root}/artifacts/3/zip`)
    return response.end(zipSync({ "junit.xml": new TextEncoder().encode(junit) }));
  if (path === `${root}/jobs/7/logs`) {
    const status = logAnswers.shift() ?? 200;
    response.writeHead(status);
    return response.end(status === 200 ? log : "");
  }
  response.writeHead(500);
  return response.end();
});
let apiUrl = "";
const folder = mkdtempSync(join(tmpdir(), "regreen-action-"));

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

it("the action's one file runs on Node alone and writes what the agreed artifact holds", async () => {
  const run = promisify(execFile);
  const bundle = join(folder, "collector.mjs");
  const out = join(folder, "out", failureArtifactFile);
  await run("node", ["lib/standalone/setup/bundle-action.mjs", bundle]);
  expect(readdirSync(folder)).toEqual(["collector.mjs"]);
  seenTokens = [];
  const started = run(
    "node",
    [
      bundle,
      "--api-url",
      apiUrl,
      "--repository",
      "acme/shop",
      "--run-id",
      "4711",
      "--run-attempt",
      "2",
      "--out",
      out,
    ],
    { cwd: folder, env: { PATH: process.env.PATH ?? "" } },
  );
  started.child.stdin?.end("the-token\n");
  await started;
  expect(new Set(seenTokens)).toEqual(new Set(["Bearer the-token"]));
  const artifact = FailureArtifact.parse(JSON.parse(readFileSync(out, "utf8")));
  expect(artifact).toMatchObject({
    run_id: "4711",
    run_attempt: 2,
    run_name: "CI",
    branch: "feature",
    commit_sha: "a".repeat(40),
    jobs: [
      {
        job_id: "7",
        job: "test",
        step: "Tests",
        exit_code: 1,
        failing_tests: ["adds prices", "shop.takes a voucher"],
        environment: { versions: { node: "20.20.2", runner: "2.333.0" } },
        evidence: { category: "test" },
      },
    ],
    missing: [],
  });
  expect(artifact.jobs[0]?.log_tail).toContain("80 !== 90");
}, 300_000);

it("a log that GitHub has not stored yet is waited for, and one that never comes is said to be missing", async () => {
  const address = { apiUrl, repository: "acme/shop", runId: "4711", runAttempt: 2, token: "t" };
  const waits: number[] = [];
  const wait = async (ms: number) => void waits.push(ms);
  logAnswers = [404, 404];
  expect((await collectFailure(address, wait)).jobs).toHaveLength(1);
  expect(waits).toHaveLength(2);
  logAnswers = [404, 404, 404, 404, 404];
  const without = await collectFailure(address, wait);
  expect(without).toMatchObject({ jobs: [], missing: ['The log of "test" could not be read.'] });
});

it("action.yml uploads under the name and with the file that are looked for, and never makes a run red itself", () => {
  const action = parse(readFileSync("lib/evidence/action/action.yml", "utf8"));
  const [collect, upload] = action.runs.steps;
  expect(upload.with.name.replace(/\$\{\{ github\.run_attempt \}\}/, "2")).toBe(failureArtifactName(2));
  expect(upload.with.path.endsWith(`/regreen-failure/${failureArtifactFile}`)).toBe(true);
  expect(collect.run).toContain(`/regreen-failure/${failureArtifactFile}`);
  expect(action.runs.steps.every((step: object) => "continue-on-error" in step)).toBe(true);
});
