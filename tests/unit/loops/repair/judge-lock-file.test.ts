import { describe, expect, it } from "vitest";
import { judgeLockFile, type LockFileCheck } from "@/lib/loops/repair/judge-lock-file";

function check(end: Partial<LockFileCheck["end"]>): LockFileCheck {
  const command = "npm ci";
  return {
    command,
    symptom: /\bEUSAGE\b/,
    end: { exitCode: 0, failure: null, said: "", seconds: 1.5, ...end },
  };
}

const passes = check({});
const outOfDate = check({ exitCode: 1, failure: "npm error code EUSAGE", said: "npm error code EUSAGE" });

describe("what a manager's own check says of a repaired lock file", () => {
  it("is a proof where it failed before for the lock file's sake, and passes after", () => {
    expect(judgeLockFile({ before: outOfDate, after: passes, fits: null })).toEqual({
      verdict: "proven",
      level: "step",
      reason: "npm ci: failed before the repair (npm error code EUSAGE), passed after it.",
      environment: null,
      runs: [
        {
          command: "npm ci",
          kind: "lock_file",
          exitCodeBefore: 1,
          exitCodeAfter: 0,
          runsAfter: 1,
          passesAfter: 1,
          secondsAfter: 1.5,
        },
      ],
    });
  });

  it.each([
    ["passed before too", passes, "passes here before the repair"],
    [
      "failed before for another reason",
      check({ exitCode: 1, failure: "npm error code ETARGET" }),
      "ETARGET",
    ],
    [
      "was killed before it ended, whatever it had said by then",
      check({ exitCode: null, failure: "npm did not end in 300 s.", said: "EUSAGE" }),
      "did not end",
    ],
  ])("proves nothing where it %s", (_, before, reason) => {
    const proof = judgeLockFile({ before, after: passes, fits: null });
    expect(proof).toMatchObject({
      verdict: "not_run",
      level: "none",
      reason: expect.stringContaining(reason),
    });
  });

  it("disproves a repair after which it still fails", () => {
    expect(judgeLockFile({ before: outOfDate, after: outOfDate, fits: null })).toMatchObject({
      verdict: "disproven",
      reason: "Still fails here after the repair: npm ci (npm error code EUSAGE)",
      runs: [{ passesAfter: 0 }],
    });
    const integrity = check({
      exitCode: 1,
      failure: "npm error code EINTEGRITY",
      said: "EINTEGRITY 500 packages",
    });
    expect(judgeLockFile({ before: outOfDate, after: integrity, fits: null }).verdict).toBe("disproven");
  });

  it.each([
    "npm error code E502",
    "npm error code E404",
    "➤ YN0035: │   Response Code: 404 (Not Found)",
    'Error: https://registry.invalid/x: Request failed "401 Unauthorized"',
    "502 Bad Gateway - GET",
    "ERR_PNPM_FETCH_503 GET",
    "npm error code ECONNRESET",
    "npm error audit endpoint returned an error",
  ])("says nothing of the repair where the registry failed: %s", (said) => {
    const after = check({ exitCode: 1, failure: said, said });
    expect(judgeLockFile({ before: outOfDate, after, fits: null })).toMatchObject({
      verdict: "not_run",
      reason: expect.stringContaining("did not come to its end on the repaired commit"),
    });
  });

  it("does not take a lock file without weaknesses for granted: it has to fit the manifests", () => {
    expect(judgeLockFile({ before: outOfDate, after: passes, fits: outOfDate })).toMatchObject({
      verdict: "disproven",
      reason: "The lock file does not fit the manifests after the repair: npm ci",
    });
    const integrity = check({ exitCode: 1, failure: "npm error code EINTEGRITY" });
    expect(judgeLockFile({ before: outOfDate, after: passes, fits: integrity })).toMatchObject({
      verdict: "not_run",
      reason: expect.stringContaining("EINTEGRITY"),
    });
    const away = check({ exitCode: 1, failure: "npm error code E404", said: "npm error code E404" });
    expect(judgeLockFile({ before: outOfDate, after: passes, fits: away })).toMatchObject({
      verdict: "proven",
      reason: expect.stringMatching(/npm ci could not be seen to its end: npm error code E404$/),
    });
    expect(judgeLockFile({ before: outOfDate, after: passes, fits: passes })).toMatchObject({
      verdict: "proven",
      reason: expect.stringMatching(/passed after it\. npm ci takes it too\.$/),
      runs: [{ exitCodeBefore: 1, exitCodeAfter: 0 }],
    });
  });
});
