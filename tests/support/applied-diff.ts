import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A file after `git apply`: the judge of whether a diff is one. */
export function appliedDiff(path: string, text: string, diff: string): string {
  const folder = mkdtempSync(join(tmpdir(), "regreen-diff-"));
  try {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    execFileSync("git", ["apply", "-"], { cwd: folder, input: diff, stdio: ["pipe", "ignore", "pipe"] });
    return readFileSync(join(folder, path), "utf8");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
