import { ReportRefused } from "../refused";
import { type ReportedTest, reportedTest } from "../test-report";
import type { LineFormat } from "./format";

const POINT = /^ *(not )?ok\b(.*)$/;
const PLAN = /^ *1\.\.\d+/;
const DIRECTIVE = / # ?(?:skip|todo)[a-z]*/i;
const SUBTEST = /^ *# Subtest: (.*)$/;
const BLOCK_LINES_MAX = 400;

/**
 * The Test Anything Protocol, https://testanything.org. A subtest's own summary point is no test of its own: the points
 * in it are. A failing `todo` has not failed.
 */
export const tap: LineFormat = {
  name: "tap",
  accepts(head) {
    const meant = head.map((line) => line.trim()).filter((line) => line !== "" && !line.startsWith("#"));
    return (
      /^TAP version \d+$/.test(meant[0] ?? "") ||
      (PLAN.test(meant[0] ?? "") && meant.slice(1).some((line) => POINT.test(line))) ||
      (/^(?:not )?ok \d+\b/.test(meant[0] ?? "") &&
        meant.some((line) => /^(?:not )?ok \d+\b|^1\.\.\d+$/.test(line)))
    );
  },
  *read(lines) {
    if (lines.some((line) => /^Bail out!/.test(line))) {
      throw new ReportRefused("MALFORMED", "The run bailed out: its results are not complete.");
    }
    const subtests: string[] = [];
    const failedInside: boolean[] = [];
    let nestedAbove = -1;
    for (const [index, line] of lines.entries()) {
      const depth = Math.floor((line.length - line.trimStart().length) / 4);
      const subtest = SUBTEST.exec(line);
      if (subtest) subtests[depth] = subtest[1] ?? "";
      const point = subtest ? null : POINT.exec(line);
      if (!point) continue;
      const test = readPoint(point, subtests.slice(0, depth), blockAfter(lines, index + 1));
      const sumsUp = nestedAbove > depth;
      // A sum may fail on its own account: a hook, or fewer points than planned.
      if (!sumsUp || (test.status === "failed" && !failedInside[depth])) yield test;
      if (test.status === "failed") failedInside.fill(true, 0, depth);
      for (let above = failedInside.length; above < depth; above++)
        failedInside[above] = test.status === "failed";
      failedInside[depth] = false;
      nestedAbove = depth;
    }
  },
};

function readPoint(point: RegExpExecArray, path: readonly string[], block: readonly string[]): ReportedTest {
  const [, notOk, rest = ""] = point;
  const number = /^ +(\d+)/.exec(rest);
  const description = rest
    .slice(number?.[0].length ?? 0)
    .trim()
    .replace(/^- ?/, "");
  // A description may be nothing but the directive.
  const directive = DIRECTIVE.exec(` ${description}`);
  const name = (directive ? description.slice(0, directive.index) : description)
    .replaceAll("\\#", "#")
    .trim();
  const failed = notOk !== undefined && !directive;
  const details = block.join("\n");
  return reportedTest({
    classname: path.filter(Boolean).join(" > "),
    name: name || `test ${number?.[1] ?? ""}`.trim(),
    status: failed ? "failed" : directive ? "skipped" : "passed",
    durationSeconds: secondsIn(block),
    message: failed
      ? messageIn(block)
      : directive && description.slice(directive.index + directive[0].length - 1),
    details: failed ? details : null,
  });
}

/** The lines of the YAML block behind a point, or the comments there. */
function blockAfter(lines: readonly string[], from: number): string[] {
  const block: string[] = [];
  const isYaml = lines[from]?.trim() === "---";
  for (
    let index = isYaml ? from + 1 : from;
    index < lines.length && block.length < BLOCK_LINES_MAX;
    index++
  ) {
    const line = lines[index] ?? "";
    if (isYaml ? line.trim() === "..." : !line.trimStart().startsWith("#") || SUBTEST.test(line)) break;
    block.push(isYaml ? line : line.trim().slice(1).trim());
  }
  return block;
}

function messageIn(block: readonly string[]): string | null {
  for (const [index, line] of block.entries()) {
    const match = /^\s*(?:message|error):(.*)$/.exec(line);
    if (!match) continue;
    const text = match[1]?.trim() ?? "";
    return /^[|>][-+]?$/.test(text)
      ? (block[index + 1]?.trim() ?? null)
      : text.replace(/^(["'])(.*)\1$/, "$2");
  }
  return block[0]?.trim() ?? null;
}

function secondsIn(block: readonly string[]): number | null {
  for (const line of block) {
    const match = /^ *duration_ms: *([\d.]+)$/.exec(line);
    if (match) return Number(match[1]) / 1000;
  }
  return null;
}
