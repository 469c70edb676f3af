import type { Emit, Family } from "../family";

const BLOCK_LINES_MAX = 100;
const result = /^( *)--- (FAIL|PASS|SKIP): (\S+) \([\d.]+s\)$/;
/** gotestsum's section of failures: "=== FAIL: package TestName (0.00s)". */
const summed = /^=== (FAIL|SKIP): (\S+) (Test\S*|Example\S*|Fuzz\S*)(?: \(re-run \d+\))? \([\d.]+s\)$/;
const done =
  /^DONE (?:\d+ runs, )?(\d+) tests?(?:, (\d+) skipped)?(?:, (\d+) failures?)?(?:, \d+ errors?)? in [\d.]+s$/;
const running = /^\t(Test\S+|Example\S+|Fuzz\S+) \([\w.]+\)$/;
const place = /^\s+(\S+\.go):(\d+): (.*)$/;

interface Open {
  id: string;
  indent: number;
  startLine: number;
  file?: string;
  line?: number;
  message?: string;
}

/**
 * go test and gotestsum. Only -v counts: the results of tests that are no parts of others are added up unless gotestsum
 * says the totals itself. A run that was stopped by its time limit lists the tests that were still running.
 */
export const goTest: Family = {
  id: "go test",
  triggers: [
    "--- FAIL: ",
    "--- PASS: ",
    "--- SKIP: ",
    "^=== FAIL: ",
    "^DONE 0",
    "^panic: test timed out",
    "^running tests:",
    '"action":"fail"',
  ],
  open(emit, log) {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    let lastLine = 0;
    let isVerbose = false;
    let isSummed = false;
    let isListing = false;
    let open: Open | null = null;
    const close = (endLine: number) => {
      if (open) give(emit, open, endLine);
      open = null;
    };
    return {
      line(text, lineNumber) {
        if (text.startsWith("{")) {
          giveEvent(emit, text, lineNumber);
          return false;
        }
        const total = done.exec(text);
        if (total) {
          close(lineNumber - 1);
          isSummed = true;
          giveSummed(emit, total, lineNumber);
          return false;
        }
        const found = result.exec(text);
        if (found?.[3]) {
          close(lineNumber - 1);
          const indent = found[1]?.length ?? 0;
          lastLine = lineNumber;
          if (found[2] !== "FAIL") isVerbose = true;
          if (indent === 0) counts[outcomeOf(found[2])]++;
          if (found[2] === "FAIL") open = { id: found[3], indent, startLine: lineNumber };
          return open !== null;
        }
        const failed = summed.exec(text);
        if (failed?.[3]) {
          close(lineNumber - 1);
          if (failed[1] === "FAIL") open = { id: failed[3], indent: 0, startLine: lineNumber };
          return open !== null;
        }
        if (/^running tests:/.test(text)) {
          isListing = true;
          return true;
        }
        if (isListing) {
          const name = running.exec(text)?.[1];
          if (name) emit({ kind: "failed-test", id: name, message: "still running when the time was up" });
          isListing = name !== undefined;
          return isListing;
        }
        if (!open) return false;
        if (
          /^(?:FAIL|ok|PASS|===|\?|exit status)(?:\s|$)/.test(text) ||
          lineNumber - open.startLine > BLOCK_LINES_MAX
        ) {
          close(lineNumber - 1);
          return false;
        }
        read(open, text);
        return true;
      },
      end() {
        close(open ? log.lineCount : 0);
        if (isVerbose && !isSummed) emit({ kind: "counts", line: lastLine, ...counts });
      },
    };
  },
};

/** One event of `go test -json`, whose stream a log may hold instead of words for people. */
function giveEvent(emit: Emit, text: string, line: number): void {
  const id = /"Action":"fail","Package":"[^"]*","Test":"([^"\\]+)"/.exec(text)?.[1];
  if (!id) return;
  emit({ kind: "failed-test", id });
  emit({ kind: "summary", startLine: line, endLine: line, weight: 0.5 });
}

function outcomeOf(word: string | undefined): "passed" | "failed" | "skipped" {
  if (word === "FAIL") return "failed";
  return word === "SKIP" ? "skipped" : "passed";
}

function read(open: Open, text: string): void {
  const found = place.exec(text);
  if (!found) return;
  open.file ??= found[1];
  open.line ??= Number(found[2]);
  open.message ??= found[3] || undefined;
}

function give(emit: Emit, { id, file, line, message, startLine }: Open, endLine: number): void {
  emit({ kind: "failed-test", id, file, line, message, startLine, endLine });
  emit({ kind: "failure", startLine, endLine, weight: 0.9 });
}

function giveSummed(emit: Emit, [, run, skips, failures]: RegExpExecArray, line: number): void {
  const failed = Number(failures ?? 0);
  const skipped = Number(skips ?? 0);
  emit({ kind: "counts", line, run: Number(run), passed: Number(run) - failed - skipped, failed, skipped });
  if (failed > 0) emit({ kind: "summary", startLine: line, endLine: line, weight: 0.6 });
}
