import { Brief } from "@/lib/domain/brief";

/** A brief with nothing in it but what the test names. */
export function briefWith(parts: Partial<Brief>): Brief {
  return Brief.parse({
    schema_version: 1,
    task: "ci-repair",
    attempt: 1,
    max_attempts: 3,
    run_id: "github-actions:1",
    commit_sha: "a".repeat(40),
    branch: "feature",
    failing_tests: [],
    failing_step: null,
    log_tail: "",
    repair_branch: "ci-repair/1",
    repository: "acme/shop",
    pull_request: { number: 1, title: "A change", url: "http://localhost/acme/shop/pull/1" },
    category: "test",
    category_reasons: [],
    steps: [],
    tests: [],
    diagnostics: [],
    excerpts: [],
    annotations: [],
    changed_files: [],
    environment: { provider: "github-actions", os: null, versions: {} },
    reproduction: [],
    instructions: [],
    earlier_attempts: [],
    release_issues: [],
    scope: { rules: [], implicated_files: [] },
    limits: { minutes: 5, files_max: 30, lines_max: 1_000 },
    grade: { verdict: "sufficient", score: 1, missing: [], proposals: [] },
    ...parts,
  });
}

/** What the log tells of a step that fails: its command, and the tests that it names. */
export function failingStep(
  command: string,
  tests: string[] = [],
): Pick<Brief, "steps" | "reproduction" | "failing_tests"> {
  return {
    steps: [{ job: "tests", step: "Tests", command, exit_code: 1 }],
    reproduction: [{ command, focused_command: null, runner: null, tests }],
    failing_tests: tests,
  };
}
