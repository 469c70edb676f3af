import type { Family } from "../family";
import { byStart } from "../lines/by-start";
import { createPhraseFinder } from "../lines/phrases";
import { templateOf } from "../lines/template";
import { consequences, harmlessPhrases, phraseWeights } from "./phrases";

interface Sign {
  weight: number;
  pattern: RegExp;
}

/** A sign anywhere in a line, which is looked for where one of the phrases stands that it needs. */
interface Middle {
  weight: number;
  needs: number;
  test: (text: string) => boolean;
}

const CONSEQUENCE_WEIGHT = 0.5;
const PLACED_ERROR_WEIGHT = 0.88;
const WARNING_WEIGHT = 0.12;
/** What a line says about trouble it says at its beginning. */
const TEXT_LENGTH_MAX = 500;
const PLACE_LENGTH_MAX = 40;

/** A program under test that logs its own errors, with a clock in front: seldom what failed. */
const logged =
  /^(?:\S{0,12} )?\[?\d\d:\d\d:\d\d[.,]\d{3}\b|^(?:ERROR|WARN|FATAL|SEVERE):? {1,9}\[?[\d:.,-]{8}|^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[.,]\d{3} /;
/** The exception that a program logged stands right below. */
const LOGGED_EXCEPTION_WEIGHT = 0.5;
const exception = /^(?:[\w$]{1,60}[./]){1,12}[A-Z]\w{0,80}(?:Error|Exception|Failure|Fault)(?::|$| \()/;

/** Ant puts the name of the task before everything that it passes on: "     [java] Exception in thread …". */
const antTask = /^ {2,12}\[[a-z][\w.:-]{1,20}\] /;

/** Beginnings of lines that settle it, whatever else stands in them. */
const settled: readonly Sign[] = [
  // What Maven says after every failure, and the provider's last word: that something failed, not why.
  {
    weight: 0,
    pattern:
      /^(?:\[ERROR\] {0,9}(?:$|To see the full stack|Re-run Maven|For more information about the err|\[Help \d|After correcting|Please refer to|-> \[Help|mvn <)|##\[error\]Process completed with exit code|The command ".{0,2000}" (?:failed and )?exited with|ERROR: Job failed)/,
  },
  // The build tool's verdict over everything: what went wrong stands elsewhere.
  { weight: 0.35, pattern: /^(?:\[(?:INFO|ERROR)\] )?(?:BUILD FAILURE|BUILD FAILED|Build FAILED\.?)$/ },
  { weight: 0.4, pattern: /^Status: \d+ (?:ERROR|WARNING|NOTE)/ },
  { weight: 0.4, pattern: /^\[INFO\] [^.].{0,80} \.{3,60} FAILURE \[/ },
  // Jenkins on what it does after the build, which goes wrong because the build did.
  { weight: 0.5, pattern: /^ERROR: Step .{1,60} (?:failed: |aborted due to exception: )/ },
  { weight: 0.3, pattern: logged },
  // An exception that says no more than that something failed.
  {
    weight: 0.5,
    pattern: /^(?:\w{1,40}\.){0,6}\w{0,60}(?:Error|Exception|Failure): \S.{0,200} failed[.!]?$/,
  },
  // What is brought away after the work is done, and seldom why it failed.
  {
    weight: 0.45,
    pattern:
      /^(?:\w+: )?(?:Failed to upload|Error uploading|Unable to upload|Failed to save|Unable to save|Failed to report) (?:\w+ ){0,3}(?:artifacts?|metrics?|statistics|stats|cache|coverage|logs?|telemetry)\b/i,
  },
];

/** Beginnings of lines, the surest sign first. */
const beginnings: readonly Sign[] = [
  // Crashes and uncaught errors in their runtime's own words.
  {
    weight: 0.9,
    pattern:
      /^(?:Unhandled exception|Uncaught exception|Exception in thread "|panic: |fatal error: |thread '.{1,80}' (?:\(\d{1,9}\) )?panicked at|Unhandled promise rejection|UnhandledPromiseRejection|\*\* \(\w{1,80}(?:\.\w{1,80}){0,9}\) )/,
  },
  {
    weight: 0.86,
    pattern:
      /^(?:error\[E\d{1,9}\]|error(?: [A-Z]{1,8}\d{1,9})?: |Error: |ERROR: |E: |fatal: |FATAL|ERROR! |Fatal error\b|! (?:LaTeX|Undefined|Emergency)|error - )/,
  },
  { weight: 0.87, pattern: /^\[ERROR\] [^\s:]+\.\w+:(?:\d+:|\[\d+,\d+\]) \S/ },
  // Exceptions by their full name; Python's need not end in "Error".
  { weight: 0.85, pattern: /^[a-z_]\w{0,60}(?:\.\w{1,60}){0,9}\.[A-Z]\w{1,80}: \S/ },
  {
    weight: 0.84,
    pattern:
      /^(?:[\w$]{1,60}[./]){0,12}[A-Z]\w{0,80}(?:Error|Exception|Failure|Fault|Panic)(?: \[\w{1,40}\])?(?::|$| \()/,
  },
  {
    weight: 0.82,
    pattern:
      /^(?:--- FAIL: |FAIL\b|FAILED\b|Failed:|Failure:|\* What went wrong:|✗ |✖ |✘ |✕ |× |not ok \d|\[FAIL\]|FAILURE: |\d{1,6}\) (?:Error|Failure):?)/,
  },
  {
    weight: 0.7,
    pattern:
      /^(?:\[(?:ERROR|error|FATAL|fatal|ERR|E)\]|npm ERR!|npm error|ERR!|yarn error|error\b|Error\b|ERROR\b|\*\*\*? ?(?:ERROR|Error|FATAL)|!!! )/,
  },
];

const verdict = /(?:^|\s)(?:FAILED|FAIL|FAILURE|ERROR|ERRORS|FATAL)(?:$|[\s:!.)\]])/;
const count =
  /\b[1-9]\d{0,5} (?:tests? )?(?:failed|failing|failures?|errors?|problems?|offenses|violations?)\b|\b(?:failures|errors|failed|broken)[:=] ?[1-9]/i;
const comparison = /\b(?:expected|got|actual|received)\b[^:=]{0,20}[:=]/i;

const countOfNothing =
  /(?:^|\D)0 (?:errors?|failures?|failed|failing|problems?|offenses)\b|\b(?:errors?|failures?|failed|broken)[:=] ?0(?:\D|$)/i;
const passingStart =
  /^(?:✓|✔|√|ok \d|ok:|PASS\b|PASSED\b|\[ {1,9}OK {1,9}\]|\[PASS\]|\[ RUN|Downloading|Downloaded|Download |Get:\d|Unpacking |Selecting |Setting up |Preparing to unpack|Collecting |Requirement already|Installing |Compiling \S{1,80} v\d|remote: |\+ |\$ |##\[command\]|adding|inflating|creating|copying|gcc |g\+\+ |clang|cc |c\+\+ |ar |libtool|\[ {0,3}\d{1,3}%\])/;
const passingEnd = /(?: \.\.\. ok| PASSED|: OK| OK)(?: \([^()]{0,20}\))?(?: \[ {0,3}\d{1,3}%\])?$/;
const warning =
  /^(?:\[?warn(?:ing)?\b|npm WARN|WARN\b|##\[warning\]|deprecat)|: warning\b|[a-z]Warning: |DeprecationWarning/i;

const place = /[:(]\d{1,6}[\d:,.\-)]{0,16}\]?:? {0,2}(?:fatal )?$/i;

const SOLVE = 1;
const CONSEQUENCE = 2;
const HARMLESS = 4;
const COUNT = 8;
const COMPARISON = 16;
const EXPECTED = 32;
const DEMAND = 64;
const WARNING = 128;
const PASSING_END = 256;
const WIDE_GAP = 512;
const ERROR = 1024;
const VERDICT = 2048;
const CLOCK = 4096;
const FIRST_WEIGHTED = 13;
/**
 * One look at a line's bytes finds the phrases, by the bits above, and rules out most expressions that would look at each of
 * them again.
 */
const findPhrases = createPhraseFinder([
  ["failed to solve"],
  consequences,
  harmlessPhrases,
  [
    ...["failed", "failing", "failure", "error", "problem", "offenses", "violation", "test"].map(
      (word) => `0 ${word}`,
    ),
    ...["failure", "failures", "error", "errors", "failed", "broken"].flatMap((word) => [
      `${word}:`,
      `${word}=`,
    ]),
  ],
  ["expected", "got", "actual", "received"],
  ["expected "],
  ["should ", "must ", "needs to "],
  ["warn", "deprecat"],
  [" ... ok", " passed", ": ok", " ok"],
  ["    "],
  ["error"],
  ["fail", "error", "fatal"],
  ["00:00:00"],
  ...phraseWeights.map(([, phrases]) => phrases),
]);

const settledFor = byStart(settled, ({ pattern }) => pattern);
const beginningsFor = byStart(beginnings, ({ pattern }) => pattern);

/** Anywhere in the line, for lines of which no surer sign is known. */
const middles: readonly Middle[] = [
  { weight: 0.66, needs: VERDICT, test: (text) => verdict.test(text) },
  { weight: 0.6, needs: COUNT, test: (text) => count.test(text) },
  { weight: 0.55, needs: COMPARISON, test: (text) => comparison.test(text) },
  { weight: 0.7, needs: DEMAND, test: saysHowItShouldBe },
  { weight: 0.55, needs: EXPECTED, test: comparesWithExpected },
];

/**
 * How much a trimmed line with these phrases speaks of trouble, 0…1. Consequences ("make: *** Error 1") weigh less than
 * causes, so that the cause comes first.
 */
function troubleOf(text: string, found: number): number {
  if (found & HARMLESS || isFine(text, found)) return 0;
  if (found & WARNING && warning.test(text)) return WARNING_WEIGHT;
  if (found & SOLVE) return 0.86;
  const settling = settledFor(text).find(({ pattern }) => pattern.test(text));
  if (settling) return settling.weight;
  if (found & CONSEQUENCE) return CONSEQUENCE_WEIGHT;
  const phrase = phraseWeights.find((_, i) => found & (1 << (FIRST_WEIGHTED + i)))?.[0] ?? 0;
  const least = Math.max(phrase, found & ERROR && saysErrorAtPlace(text) ? PLACED_ERROR_WEIGHT : 0);
  // What weighs no more than what is known already ends the search: the surest signs stand first.
  for (const { weight, pattern } of beginningsFor(text)) {
    if (weight <= least) break;
    if (pattern.test(text)) return weight;
  }
  for (const { weight, needs, test } of middles) {
    if (weight <= least) break;
    if (found & needs && test(text)) return weight;
  }
  return least;
}

function isFine(text: string, found: number): boolean {
  return (
    ((found & COUNT) !== 0 && text.includes("0") && countOfNothing.test(text)) ||
    ((found & ERROR) !== 0 && text.includes("=") && text.includes("-") && hasErrorOption(text)) ||
    passingStart.test(text) ||
    ((found & PASSING_END) !== 0 && passingEnd.test(text)) ||
    ((found & WIDE_GAP) !== 0 && row.test(text))
  );
}

/** "expected 3 but got 4", "expected x to equal y". */
function comparesWithExpected(text: string): boolean {
  const at = text.search(/\bexpected /i);
  return at >= 0 && /\b(?:but|got|to (?:be|equal|have|match))\b/i.test(text.slice(at + 10, at + 110));
}

/** "must not be empty, but is", "should extend Basket but it does not". */
function saysHowItShouldBe(text: string): boolean {
  const at = text.search(/\b(?:should|must|needs to) /i);
  return at >= 0 && /,? but (?:it |was |is |does|has |got |found )/i.test(text.slice(at, at + 200));
}

/** "--on-error=stop" is said by programs that are doing well. */
function hasErrorOption(text: string): boolean {
  return text.split(/[\s"'(,]/).some((word) => {
    const end = word.startsWith("-") ? word.indexOf("=") : -1;
    return end > 0 && word.slice(0, end).toLowerCase().includes("error");
  });
}

/** A row of statistics: "Cache errors (C/C++)          2". */
const row = /^\S[^\d:=]*[^\d:=\s] {4,}[\d.,%]+(?: \S{1,8})?$/;

/** Compilers of all languages: a position in a file, and right behind it the word "error". */
function saysErrorAtPlace(text: string): boolean {
  const at = text.search(/\berror\b/i);
  return at > 3 && place.test(text.slice(Math.max(0, at - PLACE_LENGTH_MAX), at));
}

export const trouble: Family = {
  id: "trouble",
  triggers: [
    "error",
    "fail",
    "exception",
    "fatal",
    "panic",
    "traceback",
    "segmentation",
    "core dumped",
    "cannot",
    "can't",
    "could not",
    "couldn't",
    "unable to",
    "denied",
    "refused",
    "not found",
    "no such file",
    "no space left",
    "enospc",
    "not enough space",
    "oomkilled",
    "out of memory",
    "timed out",
    "timeout",
    "expected",
    "assert",
    "undefined",
    "unresolved",
    "unauthorized",
    "forbidden",
    "not authorized",
    "not accessible",
    "manifest unknown",
    "killed",
    "abort",
    "crash",
    "invalid",
    "mismatch",
    "missing",
    "^not ok",
    "✗",
    "✖",
    "✘",
    "✕",
    "×",
    "sigsegv",
    "sigabrt",
    "non-zero",
    "caused by",
    "err!",
    "^e: ",
    "offense",
    "violation",
    "exit code",
    "exited with",
    "exit status",
    "deadline exceeded",
    "max retries",
    "unreachable",
    "bad gateway",
    "unavailable",
    "^! ",
    "uncaught",
    "unhandled",
    "does not exist",
    "terminated",
    "actual:",
    "received:",
    "went wrong",
  ],
  open(emit) {
    let loggedLine = 0;
    return {
      line(raw, lineNumber) {
        const start = raw.length > TEXT_LENGTH_MAX ? raw.slice(0, TEXT_LENGTH_MAX) : raw;
        const text = start.startsWith("  ") ? start.replace(antTask, "") : start;
        const trimmed = text.trim();
        const found = findPhrases(trimmed);
        const said = troubleOf(trimmed, found);
        const isLogged = loggedLine === lineNumber - 1 && exception.test(text);
        const weight = isLogged ? Math.min(said, LOGGED_EXCEPTION_WEIGHT) : said;
        const mayBeLogged = (found & CLOCK) !== 0 || "EFSW".includes(text.charAt(0));
        if (mayBeLogged && logged.test(text)) loggedLine = lineNumber;
        if (weight > 0) emit({ kind: "signal", line: lineNumber, weight, template: templateOf(text) });
        return false;
      },
    };
  },
};
