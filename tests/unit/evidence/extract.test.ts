import { describe, expect, it } from "vitest";
import { extractEvidence } from "@/lib/evidence/extract";

const at = "2026-01-31T10:00:00.0000000Z ";
const githubLog = [
  "##[group]Operating System",
  "Ubuntu",
  "##[endgroup]",
  "##[group]Run actions/checkout@v4",
  "error: this word ends no job",
  "##[group]Run npx tsc --noEmit",
  "npx tsc --noEmit",
  "##[endgroup]",
  "src/basket.ts(12,5): error TS2322: Type 'string' is not assignable to type 'number'.",
  "##[error]Process completed with exit code 2.",
  "Post job cleanup.",
  "Cleaning up orphan processes",
]
  .map((line) => at + line)
  .join("\n");

const bytes = (text: string) => Buffer.from(text);

describe("evidence of a GitHub Actions log", () => {
  it("names the step that ended the job, its exit code, the finding and the kind of failure", async () => {
    const evidence = await extractEvidence({ log: bytes(githubLog) });
    expect(evidence).toMatchObject({
      category: "types",
      failingStep: { name: "Run npx tsc --noEmit", command: "npx tsc --noEmit", startLine: 6, endLine: 10 },
      exitCode: 2,
      diagnostics: [{ tool: "tsc", file: "src/basket.ts", line: 12, column: 5, code: "TS2322" }],
      intermittent: { verdict: false },
      lines: 12,
      bytes: githubLog.length,
    });
    expect(evidence.primary).toEqual({ startLine: 9, endLine: 9 });
  });

  it("is the same with the names of job and step that `gh run view --log` puts before each line", async () => {
    const log = githubLog.replace(/^/gm, "build (20, ubuntu)\tRun npx tsc\t");
    const { bytes: _, ...plain } = await extractEvidence({ log: bytes(githubLog) });
    expect(await extractEvidence({ log: bytes(log) })).toEqual({ ...plain, bytes: log.length });
  });

  it("is the same from a stream cut anywhere", async () => {
    async function* stream() {
      for (let i = 0; i < githubLog.length; i += 11) yield bytes(githubLog.slice(i, i + 11));
    }
    expect(await extractEvidence({ log: stream() })).toEqual(
      await extractEvidence({ log: bytes(githubLog) }),
    );
  });
});

describe("how a job ended", () => {
  it.each([
    [
      "Travis",
      'x\ntravis_time:start:0a\r\x1b[0K$ make test\nboom\nThe command "make test" exited with 2.\n',
      "make test",
      2,
    ],
    [
      "GitLab",
      "section_start:1:step_script\r\x1b[0KExecuting\n$ make test\nboom\nsection_end:2:step_script\r\x1b[0Ksection_start:2:cleanup_file_variables\r\x1b[0KCleaning up\nERROR: Job failed: exit code 3\n",
      "make test",
      3,
    ],
    [
      "CircleCI",
      "#!/bin/bash -eo pipefail\nmake test\nboom\n\nExited with code exit status 4\n",
      "make test",
      4,
    ],
  ])("%s: the command and its exit code", async (_, log, command, exitCode) => {
    const evidence = await extractEvidence({ log: bytes(log) });
    expect(evidence.failingStep?.command).toBe(command);
    expect(evidence.exitCode).toBe(exitCode);
  });

  it.each([
    ["a lost runner", "##[error]The runner has received a shutdown signal.", "infrastructure", true],
    [
      "a time limit",
      "##[error]The job running on runner X has exceeded the maximum execution time of 360 minutes.",
      "timeout",
      true,
    ],
    ["a cancelled job", "##[error]The operation was canceled.", "infrastructure", false],
    [
      "a network that failed",
      "npm error network request failed: read ECONNRESET\n##[error]Process completed with exit code 1.",
      "infrastructure",
      true,
    ],
    [
      "a missing permission",
      "gh: Resource not accessible by integration (HTTP 403)\n##[error]Process completed with exit code 1.",
      "configuration",
      false,
    ],
  ])("%s", async (_, text, category, verdict) => {
    const evidence = await extractEvidence({ log: bytes(`##[group]Run x\nx\n${text}\n`) });
    expect(evidence.category).toBe(category);
    expect(evidence.intermittent.verdict).toBe(verdict);
  });
});

describe("excerpts", () => {
  const noisy = `${Array.from({ length: 5000 }, (_, i) => `file${i}.c:${i}:1: error: thing ${i}`).join("\n")}\n##[error]Process completed with exit code 1.\n`;

  it.each([
    [200, 32_768],
    [10, 32_768],
    [200, 500],
    [0, 0],
  ])(
    "stay within %i lines and %i bytes, one line of text for each line of the range",
    async (maxLines, maxBytes) => {
      const { excerpts } = await extractEvidence({ log: bytes(noisy), limits: { maxLines, maxBytes } });
      const lines = excerpts.flatMap((excerpt) => {
        const text = excerpt.text.split("\n");
        expect(text).toHaveLength(excerpt.endLine - excerpt.startLine + 1);
        return text;
      });
      expect(lines.length).toBeLessThanOrEqual(maxLines);
      expect(Buffer.byteLength(excerpts.map((excerpt) => excerpt.text).join("\n"))).toBeLessThanOrEqual(
        maxBytes,
      );
    },
  );

  it("put the cause before its consequences", async () => {
    const log =
      "##[group]Run make\nsrc/a.c:3:1: error: unknown type name 'x'\nmake: *** [a.o] Error 1\n##[error]Process completed with exit code 2.\n";
    const { excerpts, primary } = await extractEvidence({ log: bytes(log) });
    expect(primary?.startLine).toBe(2);
    expect(excerpts[0]?.text).toContain("unknown type name");
  });

  it("keep a stack trace whole", async () => {
    const frames = Array.from(
      { length: 30 },
      (_, i) => `\tat com.shop.Basket.step${i}(Basket.java:${i + 1})`,
    );
    const log = [
      ...Array(400).fill("working"),
      "java.lang.IllegalStateException: broken",
      ...frames,
      ...Array(400).fill("done"),
    ].join("\n");
    const { excerpts } = await extractEvidence({ log: bytes(log), limits: { maxLines: 60 } });
    const shown = excerpts.map((excerpt) => excerpt.text).join("\n");
    expect(frames.every((frame) => shown.includes(frame))).toBe(true);
  });

  it("count what is new since the last passing run for more", async () => {
    const old = "Error: old noise that is always there";
    const log = `start\n${old}\n${"work\n".repeat(50)}Error: something new\n${"work\n".repeat(50)}${old}\n`;
    const { primary } = await extractEvidence({ log: bytes(log), passingLog: bytes(`start\n${old}\nend\n`) });
    expect(primary?.startLine).toBe(53);
  });
});

describe("secrets", () => {
  const secret = "correct-horse-battery";

  it("that the caller knows are hidden everywhere, in every encoding, and counted", async () => {
    const forms = [secret, Buffer.from(secret).toString("base64"), Buffer.from(secret).toString("hex")];
    const log = `Error: login with ${forms.join(" ")} failed\n`;
    const evidence = await extractEvidence({ log: bytes(log), secrets: [secret] });
    const told = JSON.stringify(evidence);
    for (const form of forms) expect(told).not.toContain(form.slice(0, 16));
    expect(evidence.redactions).toBeGreaterThanOrEqual(3);
  });

  it("keep their line when they run over a line break", async () => {
    const log = `Error: login with correct-horse\n-battery failed\nError: end\n`;
    const { excerpts } = await extractEvidence({ log: bytes(log), secrets: [secret] });
    const text = excerpts.map((excerpt) => excerpt.text).join("\n");
    expect(text).not.toContain("-battery");
    expect(text).toContain("Error: end");
  });
});

describe("long lines", () => {
  it("are shortened behind the gate, so that no half of a secret is left over", async () => {
    const token = `ghp_${"a1B2".repeat(9)}`;
    const offsets = Array.from({ length: 60 }, (_, i) => 420 + i);
    const log = offsets.map((at) => `Error: ${"x".repeat(at)} ${token} ${"y ".repeat(400)}`).join("\n");
    const { excerpts } = await extractEvidence({ log: bytes(log) });
    expect(excerpts.map(({ text }) => text).join("\n")).not.toMatch(/ghp_|a1B2/);
  });
});

describe("hostile input", () => {
  it.each([
    ["nothing", Buffer.alloc(0)],
    ["NUL bytes", Buffer.alloc(100_000)],
    ["random bytes", Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * 2654435761) % 251))],
    ["one line of megabytes", Buffer.from("error: ".repeat(1_000_000))],
    ["a million empty lines", Buffer.alloc(1_000_000, 10)],
  ])("%s is answered", async (_, log) => {
    const evidence = await extractEvidence({ log });
    expect(evidence.bytes).toBe(log.length);
  });
});

describe("test reports beside the log", () => {
  it("add the tests that the log does not name", async () => {
    const report = `<testsuite name="s"><testcase classname="Basket" name="adds"><failure message="4 is not 3"/></testcase><testcase classname="Basket" name="starts"/></testsuite>`;
    const evidence = await extractEvidence({
      log: bytes("something failed\n"),
      reports: [bytes(report), bytes("no report")],
    });
    expect(evidence.failingTests).toEqual(["Basket.adds"]);
    expect(evidence.testCounts).toEqual({ run: 2, passed: 1, failed: 1, skipped: 0 });
    expect(evidence.category).toBe("test");
  });
});
