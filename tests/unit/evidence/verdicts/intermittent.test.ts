import { describe, expect, it } from "vitest";
import { extractEvidence } from "@/lib/evidence/extract";

function gitLabLog(section: string, lines: readonly string[]): string {
  return [
    `section_start:1:${section}\r\x1b[0KStarting`,
    ...lines,
    `section_end:2:${section}\r\x1b[0Ksection_start:2:cleanup_file_variables\r\x1b[0KCleaning up`,
    "ERROR: Job failed: exit code 1",
  ].join("\n");
}

async function verdictOn(log: string) {
  return (await extractEvidence({ log: Buffer.from(log) })).intermittent.verdict;
}

describe("a full disk", () => {
  it("is chance where the job itself filled it", async () => {
    const log = gitLabLog("step_script", ["$ make", "ld: cannot write basket: No space left on device"]);
    expect(await verdictOn(log)).toBe(true);
  });

  it("stays where the machine had none left before the job's script began", async () => {
    const log = gitLabLog("get_sources", ["bash: line 29: /builds/tmp/CA_FILE: No space left on device"]);
    expect(await verdictOn(log)).toBe(false);
  });
});

it("a compiler that was killed is chance, also where that stands at the end of a long line", async () => {
  const command = `rustc --crate-name basket ${"-L native=/target/release/build/basket ".repeat(200)}`;
  const log = [
    "error: could not compile `basket`",
    "",
    "Caused by:",
    `  process didn't exit successfully: \`${command}\` (signal: 9, SIGKILL: kill)`,
  ];
  expect(await verdictOn(gitLabLog("step_script", ["$ cargo build", ...log]))).toBe(true);
});

it("a compiler that found an error is not", async () => {
  const log = gitLabLog("step_script", [
    "$ cargo build",
    "error[E0425]: cannot find value `x`",
    " --> src/lib.rs:3:5",
  ]);
  expect(await verdictOn(log)).toBe(false);
});

it("a refused connection that a passing test logged is no excuse for a build that is plainly wrong", async () => {
  const { intermittent } = await extractEvidence({
    log: Buffer.from(
      [
        "10:11:12,345 ERROR [main] shop.Client - could not connect",
        "java.net.ConnectException: Connection refused",
        "\tat shop.Client.open(Client.java:12)",
        ...Array.from({ length: 30 }, (_, i) => `Running shop.Test${i}`),
        "FAILURE: Build failed with an exception.",
        "",
        "* What went wrong:",
        "Task 'publishAll' not found in root project 'shop'.",
        "",
        "BUILD FAILED in 4s",
      ].join("\n"),
    ),
  });
  expect(intermittent.verdict).toBe(false);
});
