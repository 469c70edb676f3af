import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { FailureArtifact } from "@/lib/domain/failure-artifact";
import { readFailureArtifact } from "@/lib/evidence/archive/read-failure-artifact";
import { someEvidence } from "../../../support/factories";

const run = { runId: "4711", runAttempt: 1, commitSha: "a".repeat(40) };

const sound: FailureArtifact = {
  schema_version: 1,
  kind: "regreen-failure",
  repository: "acme/shop",
  run_id: run.runId,
  run_attempt: run.runAttempt,
  run_name: "CI",
  branch: "feature",
  commit_sha: run.commitSha,
  jobs: [
    {
      job_id: "7",
      job: "test",
      step: "Run npm test",
      exit_code: 1,
      failing_tests: ["adds"],
      log_tail: "not ok 1",
      environment: { os: null, versions: {} },
      evidence: someEvidence(),
    },
  ],
  missing: [],
};

const zipOf = (document: unknown, name = "failure.json") =>
  zipSync({
    [name]: new TextEncoder().encode(typeof document === "string" ? document : JSON.stringify(document)),
  });

describe("what a run hands over of its own failure", () => {
  it("is read where it is about this run and this commit", async () => {
    expect(await readFailureArtifact(zipOf(sound), run)).toMatchObject({
      found: true,
      value: { jobs: [{ job_id: "7", failing_tests: ["adds"] }] },
    });
  });

  it.each([
    ["of another run", { ...sound, run_id: "4712" }],
    ["of another attempt", { ...sound, run_attempt: 2 }],
    ["of another commit", { ...sound, commit_sha: "b".repeat(40) }],
    ["of a later version", { ...sound, schema_version: 2 }],
    ["with a job too many", { ...sound, jobs: Array(21).fill(sound.jobs[0]) }],
    [
      "with a log tail of a megabyte",
      { ...sound, jobs: [{ ...sound.jobs[0], log_tail: "x".repeat(1_000_000) }] },
    ],
    ["that is no JSON", "{"],
    ["that is nested without end", "[".repeat(500_000)],
    ["that is larger than allowed", `"${"x".repeat(9 * 1024 * 1024)}"`],
  ])("is refused with a reason when it is one %s", async (_case, document) => {
    const read = await readFailureArtifact(zipOf(document), run);
    expect(read).toMatchObject({ found: false, reason: expect.stringContaining("was not used") });
  });

  it("is refused when the archive is none, or has no such file", async () => {
    expect((await readFailureArtifact(new Uint8Array(40), run)).found).toBe(false);
    expect((await readFailureArtifact(zipOf(sound, "other.json"), run)).found).toBe(false);
  });

  it("loses its secrets and its control characters once more on the way in", async () => {
    const secret = `ghp_${"a1B2c3D4e5F6".repeat(3)}`;
    const [job] = sound.jobs;
    const read = await readFailureArtifact(
      zipOf({ ...sound, jobs: [{ ...job, log_tail: `token ${secret}\u001b[31m\u202e` }] }),
      run,
    );
    const text = JSON.stringify(read);
    expect(read.found).toBe(true);
    expect(text).not.toContain(secret);
    expect(text).not.toMatch(/\\u001b|\u202e/);
  });

  it("is graded by us, whatever score it gives itself", async () => {
    const [job] = sound.jobs;
    const boast = someEvidence({ evidenceScore: 1, primary: null, failingTests: [], missing: [] });
    const read = await readFailureArtifact(zipOf({ ...sound, jobs: [{ ...job, evidence: boast }] }), run);
    const graded = read.found ? read.value.jobs[0]?.evidence : undefined;
    expect(graded?.evidenceScore).toBeLessThan(0.5);
    expect(graded?.missing.length).toBeGreaterThan(0);
  });
});
