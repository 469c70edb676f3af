import type { Emit, Family } from "../family";
import { type Outcome, tally } from "./totals";

const BLOCK_LINES_MAX = 300;
const NAMES_MAX = 5000;
/** The short summary ("FAIL" before pytest 3), and the verbose line of a test that other output may have pushed apart. */
const listed = /^(?:FAILED|ERROR|FAIL) ([^\s:]+(?:::.+?)?)(?: - (.*)|$)/;
const verbose = /^([^\s:]+\.\w+::\S.*?) (?:FAILED|ERROR)(?: +\[ *\d+%\])?$/;
const verboseOfWorker = /^\[gw\d+\](?: \[ *\d+%\])? (?:FAILED|ERROR) ([^\s:]+\.\w+::\S.*)/;
const heading = /^_{1,} (\S.*?) _{1,}$/;
const phase = /^(?:ERROR (?:at (?:setup|teardown) of|collecting)|Doctest:?|\[doctest\]) /;
const totals = /^(?:=+ )?(\d+ [^=]*?) in [\d.]+ ?s(?:ec(?:onds?)?)?(?: \([\d:]+\))?(?: =+)?$/;
const rule = /^={3,} .+ ={3,}$/;
const sections = /^={3,} (?:FAILURES|ERRORS) ={3,}$/;
const place = /^([^\s:]+\.\w+):(\d+): ?(.*)/;

const words: Readonly<Record<string, Outcome | null>> = {
  failed: "failed",
  error: "failed",
  errors: "failed",
  passed: "passed",
  xpassed: "passed",
  skipped: "skipped",
  xfailed: "skipped",
  deselected: null,
  rerun: null,
  warning: null,
  warnings: null,
  "pytest-warning": null,
  "pytest-warnings": null,
  "subtests passed": null,
};

interface Block {
  id: string;
  startLine: number;
  file?: string;
  line?: number;
  message?: string;
}

interface Test extends Block {
  endLine?: number;
}

/**
 * pytest names a failed test up to three times: on its own line with -v, above its traceback, and in the short summary. The
 * fullest name is kept; which of them a log has depends on options and version.
 */
export const pytest: Family = {
  id: "pytest",
  triggers: [
    "^FAILED ",
    "^ERROR ",
    "^FAIL ",
    " FAILED",
    "] ERROR ",
    "0 passed",
    "0 skipped",
    " errors in 0",
    " error in 0",
    "= FAILURES =",
    "= ERRORS =",
  ],
  open(emit, log) {
    let named = new Map<string, Test>();
    let blocks: Test[] = [];
    let block: Block | null = null;
    let isInside = false;
    const close = (endLine: number) => {
      if (block && blocks.length < NAMES_MAX) blocks.push({ ...block, endLine });
      block = null;
    };
    const flush = () => {
      give(emit, named, blocks);
      named = new Map();
      blocks = [];
    };
    return {
      line(text, lineNumber) {
        const name = nameOf(text);
        if (name && named.size < NAMES_MAX) {
          if (text.startsWith("FAIL") || text.startsWith("ERROR")) close(lineNumber - 1);
          named.set(name.id, {
            ...name,
            message: name.message ?? named.get(name.id)?.message,
            startLine: lineNumber,
          });
          return isInside;
        }
        const counts = totalsOf(text);
        if (counts) {
          close(lineNumber - 1);
          isInside = false;
          emit({ kind: "counts", line: lineNumber, passed: 0, ...counts });
          if (counts.failed)
            emit({ kind: "summary", startLine: lineNumber, endLine: lineNumber, weight: 0.6 });
          flush();
          return false;
        }
        if (rule.test(text)) {
          close(lineNumber - 1);
          isInside = sections.test(text);
          return isInside;
        }
        if (!isInside) return false;
        const head = heading.exec(text);
        if (head?.[1]) {
          close(lineNumber - 1);
          block = { id: head[1].replace(phase, ""), startLine: lineNumber };
        } else if (block) read(block, text, lineNumber);
        return true;
      },
      end() {
        close(block ? log.lineCount : 0);
        flush();
      },
    };
  },
};

function nameOf(text: string): { id: string; message?: string } | null {
  const verboseName = verbose.exec(text)?.[1] ?? verboseOfWorker.exec(text)?.[1];
  if (verboseName) return { id: verboseName.trim() };
  const found = listed.exec(text);
  if (!found?.[1] || !isName(found[1], text)) return null;
  return { id: found[1].trim(), message: found[2] };
}

/** Only a module that could not be collected goes without "::"; other runners say "FAIL path" too. */
function isName(id: string, text: string): boolean {
  return id.includes("::") || (/\.(?:py|pyx|rst|txt|md)$/.test(id) && !text.startsWith("FAIL "));
}

function totalsOf(text: string) {
  const found = totals.exec(text);
  return found?.[1] ? tally(found[1], words) : null;
}

function read(block: Block, text: string, lineNumber: number): void {
  if (lineNumber - block.startLine > BLOCK_LINES_MAX) return;
  if (text.startsWith("E  ")) block.message ??= text.slice(1).trim();
  const at = place.exec(text);
  if (!at) return;
  block.file ??= at[1];
  block.line ??= Number(at[2]);
}

/** A heading says "Class.method", the other names "path::Class::method": where there are any of these, they name the tests. */
function give(emit: Emit, named: ReadonlyMap<string, Test>, blocks: readonly Test[]): void {
  const byTail = new Map<string, Test>();
  for (const test of named.values()) byTail.set(tailOf(test.id), test);
  for (const block of blocks) {
    const { startLine, endLine = startLine } = block;
    emit({
      kind: "failure",
      startLine,
      endLine: Math.min(endLine, startLine + BLOCK_LINES_MAX),
      weight: 0.9,
    });
    const test = byTail.get(tailOf(block.id));
    emit({ kind: "failed-test", ...block, id: test?.id ?? block.id });
  }
  for (const { id, message, startLine } of named.values()) {
    emit({ kind: "failed-test", id, message, file: id.split("::")[0] });
    emit({ kind: "summary", startLine, endLine: startLine, weight: 0.6 });
  }
}

/** What a heading leaves of a full name. */
function tailOf(id: string): string {
  const separator = id.indexOf("::");
  return (separator < 0 ? id : id.slice(separator + 2)).replaceAll("::", ".");
}
