import type { Emit, Family } from "../family";

const BLOCK_LINES_MAX = 120;
const point = /^(\s*)not ok \d+(?: -)?(.*)/;
const directive = /\s# (?:todo|skip)\b/i;
const count = /^# (tests|pass|fail|cancelled|skipped|todo) +(\d+)$/;

interface Point {
  name: string;
  indent: number;
  startLine: number;
  message?: string;
  /** A parent that failed only because a test inside it did, or no test at all. */
  isParent: boolean;
}

/** A linter's finding in the form of a test: its place in the name, or its rule in the block below. */
const isFinding = /^\S+\.\w+:\d+:\d+: /;
const isRule = /^\s+(?:- )?(?:ruleId|ruleName|failureString|cop_name): /;

/** Test Anything Protocol, as node:test, tape, tap and others print it: a "not ok" line with its YAML block. */
export const tap: Family = {
  id: "tap",
  triggers: ["not ok 0", "^# tests ", "^# pass ", "^# fail ", "^# skipped ", "^# cancelled ", "^# todo "],
  open(emit, log) {
    let open: Point | null = null;
    let counts = new Map<string, number>();
    let countsLine = 0;
    const close = (endLine: number) => {
      if (open) give(emit, open, endLine);
      open = null;
    };
    const closeCounts = () => {
      if (counts.has("tests") || counts.has("pass")) giveCounts(emit, counts, countsLine);
      counts = new Map();
    };
    return {
      line(text, lineNumber) {
        const found = point.exec(text);
        if (found && !directive.test(text) && !isFinding.test((found[2] ?? "").trim())) {
          close(lineNumber - 1);
          const said = (found[2] ?? "").trim();
          const name = said.replace(/ # time=[\d.]+m?s(?: \{)?$/, "").trim();
          open = {
            name,
            indent: found[1]?.length ?? 0,
            startLine: lineNumber,
            isParent: said !== name && said.endsWith("{"),
          };
          return true;
        }
        const counted = count.exec(text);
        if (counted?.[1]) {
          if (counted[1] === "tests") closeCounts();
          counts.set(counted[1], Number(counted[2]));
          countsLine = lineNumber;
        }
        if (!open) return false;
        const isRemark = /^\s*# (?!Subtest|tests |pass |fail )/.test(text);
        const isInside = isRemark || text.startsWith(" ".repeat(open.indent + 2)) || text.trim() === "";
        if (!isInside || text.trim() === "..." || lineNumber - open.startLine > BLOCK_LINES_MAX) {
          close(isInside ? lineNumber : lineNumber - 1);
          return false;
        }
        if (isRule.test(text)) open.isParent = true;
        if (/^\s+failureType: '?subtestsFailed/.test(text)) open.isParent = true;
        open.message ??= /^\s+(?:error|message): (.+)$/.exec(text)?.[1];
        return true;
      },
      end() {
        close(open ? log.lineCount : 0);
        closeCounts();
      },
    };
  },
};

function give(emit: Emit, point: Point, endLine: number): void {
  if (point.isParent || point.name === "") return;
  const { name: id, startLine, message } = point;
  emit({ kind: "failed-test", id, startLine, endLine, message });
  emit({ kind: "failure", startLine, endLine, weight: 0.9 });
}

function giveCounts(emit: Emit, counts: ReadonlyMap<string, number>, line: number): void {
  const skipped = (counts.get("skipped") ?? 0) + (counts.get("todo") ?? 0);
  const failed = (counts.get("fail") ?? 0) + (counts.get("cancelled") ?? 0);
  emit({ kind: "counts", line, run: counts.get("tests"), passed: counts.get("pass") ?? 0, failed, skipped });
}
