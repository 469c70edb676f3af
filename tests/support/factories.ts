import { randomUUID } from "node:crypto";
import { type Db, toJson } from "@/lib/db/client";
import type { Brief } from "@/lib/domain/brief";
import type { Evidence } from "@/lib/domain/evidence";
import type { FailureEvidence } from "@/lib/domain/failure-evidence";
import type { Category, LoopOutcome, LoopState } from "@/lib/domain/loop";
import { someSha } from "./rows";

/** What a loop belongs to. */
export interface LoopOwner {
  organization: { id: string };
  repository: { id: string };
  pullRequest: { id: string };
}

interface LoopChanges {
  state?: LoopState;
  outcome?: LoopOutcome | null;
  endReason?: string | null;
  category?: Category;
  attemptsSpent?: number;
  attemptLimit?: number;
  createdAt?: Date;
  endedAt?: Date | null;
}

/** One loop row. It is not the open loop of its pull request, so that one pull request can have many. */
export function someLoop(
  db: Db,
  { organization, repository, pullRequest }: LoopOwner,
  changes: LoopChanges = {},
) {
  const createdAt = changes.createdAt ?? new Date("2026-01-01T12:00:00Z");
  return db.repairLoop.create({
    data: {
      organizationId: organization.id,
      repositoryId: repository.id,
      pullRequestId: pullRequest.id,
      headSha: someSha(),
      trigger: `github-actions:${randomUUID()}:1`,
      state: changes.state ?? "ended",
      outcome: changes.outcome ?? null,
      endReason: changes.endReason ?? null,
      category: changes.category ?? "test",
      attempt: Math.max(1, changes.attemptsSpent ?? 0),
      attemptsSpent: changes.attemptsSpent ?? 0,
      attemptLimit: changes.attemptLimit ?? 3,
      deadlineAt: new Date(createdAt.getTime() + 7_200_000),
      createdAt,
      progressedAt: createdAt,
      endedAt: changes.endedAt ?? null,
    },
  });
}

const excerpt = [
  "> shop@1.0.0 test",
  "> node --test",
  "",
  "✖ adds the discount only once (3.1ms)",
  "  AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:",
  "",
  "  80 !== 90",
  "",
  "      at TestContext.<anonymous> (file:///work/test/cart.test.ts:31:10)",
  "ℹ tests 14",
  "ℹ pass 13",
  "ℹ fail 1",
];

const test = "adds the discount only once";

/** What the engine reads from a failing test run. */
export function someEvidence(changes: Partial<Evidence> = {}): Evidence {
  return {
    category: "test",
    confidence: 0.97,
    categoryReasons: ["A test runner listed failing tests."],
    failingStep: { name: "Run npm test", startLine: 108, endLine: 131, command: "npm test" },
    failingTests: [test],
    tests: [],
    testCounts: { run: 14, passed: 13, failed: 1, skipped: 0 },
    excerpts: [{ startLine: 112, endLine: 123, role: "error", score: 0.93, text: excerpt.join("\n") }],
    primary: { startLine: 115, endLine: 118 },
    diagnostics: [],
    exitCode: 1,
    intermittent: { verdict: false, confidence: 0.9, reasons: [] },
    evidenceScore: 0.92,
    missing: [],
    redactions: 0,
    lines: 164,
    bytes: 11_204,
    ...changes,
  };
}

/** A red test job of GitHub Actions. */
export function someFailureEvidence(changes: Partial<FailureEvidence> = {}): FailureEvidence {
  return {
    schemaVersion: 1,
    headSha: someSha(),
    jobs: [
      {
        provider: "github-actions",
        runExternalId: "7201",
        runAttempt: 1,
        run: "CI",
        jobExternalId: "88001",
        job: "test",
        url: "https://github.com/acme/shop/actions/runs/7201/job/88001",
        conclusion: "failure",
        step: "Run npm test",
        command: "npm test",
        annotations: [],
        results: [],
        failures: [
          {
            test,
            file: "test/cart.test.ts",
            line: 31,
            message: "Expected values to be strictly equal:\n\n80 !== 90",
            stack: "at TestContext.<anonymous> (test/cart.test.ts:31:10)",
          },
        ],
        evidence: someEvidence(),
        environment: { os: "Linux", versions: { node: "20.20.2" } },
        origin: "log",
        needsPerson: null,
        missing: [],
      },
    ],
    category: "test",
    confidence: 0.97,
    categoryReasons: ["A test runner listed failing tests."],
    failingTests: [test],
    intermittent: { verdict: false, confidence: 0.9, reasons: [] },
    score: 0.92,
    missing: [],
    environment: { provider: "github-actions", os: "Linux", versions: { node: "20.20.2" } },
    changedFiles: [{ path: "src/cart.ts", status: "modified", additions: 4, deletions: 1, patch: null }],
    releaseIssues: [],
    redactions: 0,
    ...changes,
  };
}

/** The brief that belongs to `someFailureEvidence`. */
export function someBrief(changes: Partial<Brief> = {}): Brief {
  return {
    schema_version: 1,
    task: "ci-repair",
    attempt: 1,
    max_attempts: 3,
    run_id: "github-actions:7201",
    commit_sha: someSha(),
    branch: "feature/cart",
    failing_tests: [test],
    failing_step: "Run npm test",
    log_tail: excerpt.join("\n"),
    repair_branch: "ci-repair/loop1",
    repository: "acme/shop",
    pull_request: { number: 1, title: "Add a cart", url: "https://github.com/acme/shop/pull/1" },
    category: "test",
    category_reasons: ["A test runner listed failing tests."],
    steps: [],
    tests: [],
    diagnostics: [],
    excerpts: [],
    annotations: [],
    changed_files: [],
    commits: [],
    environment: { provider: "github-actions", os: "Linux", versions: { node: "20.20.2" } },
    release_issues: [],
    reproduction: [
      {
        command: "npm test",
        focused_command: "node --test --test-name-pattern='adds the discount only once$' test/cart.test.ts",
        runner: "node:test",
        tests: [test],
      },
    ],
    instructions: [],
    earlier_attempts: [],
    scope: { rules: [], implicated_files: ["src/cart.ts"] },
    limits: { minutes: 10, files_max: 30, lines_max: 1_000 },
    grade: { verdict: "sufficient", score: 0.92, missing: [], proposals: [] },
    ...changes,
  };
}

export function somePatchText(): string {
  return [
    "diff --git a/src/cart.ts b/src/cart.ts",
    "index 5d9f6c1..c0ffee0 100644",
    "--- a/src/cart.ts",
    "+++ b/src/cart.ts",
    "@@ -18,7 +18,7 @@ export function total(items: readonly Item[], discount: number): number {",
    "   let sum = 0;",
    "   for (const item of items) sum += item.price * item.quantity;",
    "   if (discount > 0) {",
    "-    return sum - discount - discount;",
    "+    return sum - discount;",
    "   }",
    "   return sum;",
    " }",
    "",
  ].join("\n");
}

/** Stores evidence and brief of one attempt. */
export async function storeDocuments(
  db: Db,
  loop: { organizationId: string; id: string; headSha: string },
  attempt: number,
  documents: { evidence?: FailureEvidence; brief?: Brief } = {},
): Promise<void> {
  const key = { organizationId: loop.organizationId, loopId: loop.id, attempt };
  const brief = documents.brief ?? someBrief({ attempt });
  await db.evidence.create({
    data: { ...key, headSha: loop.headSha, document: toJson(documents.evidence ?? someFailureEvidence()) },
  });
  await db.brief.create({
    data: {
      ...key,
      schemaVersion: 1,
      document: toJson(brief),
      grade: brief.grade.verdict,
      missing: brief.grade.missing,
    },
  });
}
