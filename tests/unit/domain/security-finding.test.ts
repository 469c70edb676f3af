import { describe, expect, it } from "vitest";
import { FailureEvidence } from "@/lib/domain/failure-evidence";
import { securityFinding } from "@/lib/domain/security-finding";
import { extractEvidence } from "@/lib/evidence/extract";

async function evidenceOf(log: string, category?: "test"): Promise<FailureEvidence> {
  const evidence = await extractEvidence({ log: Buffer.from(log) });
  return FailureEvidence.parse({
    schemaVersion: 1,
    headSha: "a".repeat(40),
    jobs: [
      {
        provider: "github-actions",
        runExternalId: "1",
        runAttempt: 1,
        run: "CI",
        jobExternalId: "2",
        job: "scan",
        url: null,
        conclusion: "failure",
        step: "Run scan",
        command: null,
        annotations: [],
        results: [],
        failures: [],
        evidence,
        missing: [],
      },
    ],
    category: category ?? evidence.category,
    confidence: evidence.confidence,
    categoryReasons: [],
    failingTests: [],
    intermittent: evidence.intermittent,
    score: 1,
    missing: [],
    environment: { provider: "github-actions", os: null, versions: {} },
    changedFiles: [],
    redactions: evidence.redactions,
  });
}

const gitleaks = `##[group]Run gitleaks detect
gitleaks detect --source .
##[endgroup]
Finding:     const key = "hunter-two-and-a-half"
Secret:      hunter-two-and-a-half
RuleID:      generic-api-key
File:        src/pay.ts
Line:        12

1:05PM WRN leaks found: 1
##[error]Process completed with exit code 1.
`;
const audit = `##[group]Run npm audit
npm audit
##[endgroup]
# npm audit report

minimist  <1.2.6
Severity: critical
Prototype Pollution in minimist - https://github.com/advisories/GHSA-xvch-5gv4-984h
fix available via \`npm audit fix\`

1 critical severity vulnerability
##[error]Process completed with exit code 1.
`;

describe("securityFinding", () => {
  it("tells a leaked credential from a vulnerable dependency, with the places and without the value", async () => {
    const leaked = await evidenceOf(gitleaks);
    expect(securityFinding(leaked)).toEqual({ kind: "secret", places: ["src/pay.ts:12"] });
    expect(JSON.stringify(leaked)).not.toContain("hunter-two");
    expect(securityFinding(await evidenceOf(audit))).toMatchObject({ kind: "audit" });
  });

  it("says nothing of a failure of another category", async () => {
    expect(securityFinding(await evidenceOf(gitleaks, "test"))).toBeNull();
  });
});
