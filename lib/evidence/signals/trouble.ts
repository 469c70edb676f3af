import type { Family } from "../family";
import { templateOf } from "../lines/template";

const CONSEQUENCE_WEIGHT = 0.5;
const PLACED_ERROR_WEIGHT = 0.88;

interface Sign {
  weight: number;
  pattern: RegExp;
}

/**
 * What programs of all kinds say when something went wrong, by how sure a sign it is. The first that fits counts.
 * Consequences ("make: *** Error 1") weigh less than causes, so that the cause comes first.
 */
const signs: readonly Sign[] = [
  { weight: 0.86, pattern: /\bfailed to solve\b/ },
  // What Maven says after every failure, and how it sums up failed tests.
  {
    weight: 0,
    pattern:
      /^\[ERROR\] *(?:$|To see the full stack|Re-run Maven|For more information about the err|\[Help \d|After correcting|Please refer to|-> \[Help| {2}mvn <)/,
  },
  {
    weight: CONSEQUENCE_WEIGHT,
    pattern: /There (?:are|were) (?:test failures|failing tests|errors)|There was a failure/,
  },
  // The provider's last word says that, not why; it is read as the end of the step.
  {
    weight: 0,
    pattern:
      /^(?:##\[error\]Process completed with exit code|The command ".{0,300}" exited with|ERROR: Job failed)/,
  },
  // A program under test that logs its own errors, with a clock in front: seldom what failed.
  {
    weight: 0.3,
    pattern:
      /^\s*(?:\S{0,12} )?\[?\d\d:\d\d:\d\d[.,]\d{3}\b|^(?:ERROR|WARN|FATAL|SEVERE):? +\[?[\d:.,-]{8}|^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[.,]\d{3} /,
  },
  { weight: CONSEQUENCE_WEIGHT, pattern: /^E: Sub-process / },
  // Consequences first: the one who ran it says that it failed, whatever words stand before that.
  {
    weight: CONSEQUENCE_WEIGHT,
    pattern:
      /\b(?:exited with|exit(?:ed)? (?:code|status)|with code:? \d|completed with exit|non-zero|returned (?:exit )?(?:code|status)|ELIFECYCLE|CalledProcessError|marked build as failure|command failed|Command failed with)\b/,
  },
  {
    weight: CONSEQUENCE_WEIGHT,
    pattern: /^\s*(?:make(?:\[\d+\])?: \*\*\*|Traceback \(most recent call last\))/,
  },
  // Crashes and uncaught errors in their runtime's own words.
  {
    weight: 0.9,
    pattern:
      /^\s*(?:Unhandled exception|Uncaught exception|Exception in thread "|panic: |fatal error: (?!.*\b0\b)|thread '.{1,80}' (?:\(\d+\) )?panicked at|Unhandled promise rejection|UnhandledPromiseRejection|\*\* \(\w+(?:\.\w+)*\) )/,
  },
  {
    weight: 0.88,
    pattern:
      /\b(?:Segmentation fault|core dumped|SIGSEGV|SIGABRT|Bus error|Illegal instruction|stack smashing detected|double free or corruption|AddressSanitizer|heap-use-after-free|signal: \d+)\b/,
  },
  {
    weight: 0.86,
    pattern:
      /^\s*(?:error\[E\d+\]|error(?: [A-Z]{1,8}\d+)?: |Error: |ERROR: |E: |fatal: |FATAL|ERROR! |Fatal error\b|! (?:LaTeX|Undefined|Emergency)|error - )/,
  },
  // Python's exceptions by their full name, which need not end in "Error".
  { weight: 0.85, pattern: /^[a-z_]\w*(?:\.\w+)*\.[A-Z]\w+: \S/ },
  {
    weight: 0.84,
    pattern: /^\s*(?:[\w$]+[./])*[A-Z]\w*(?:Error|Exception|Failure|Fault|Panic)(?: \[\w+\])?(?::|$| \()/,
  },
  {
    weight: 0.84,
    pattern:
      /\b(?:AssertionError|AssertionFailedError|Assertion failed|assertion `|ComparisonFailure|undefined reference to|unresolved external symbol|cannot find symbol|SyntaxError|Parse error)\b/,
  },
  {
    weight: 0.82,
    pattern:
      /^\s*(?:--- FAIL: |FAIL\b|FAILED\b|Failed:|Failure:|\* What went wrong:|✗ |✖ |✘ |✕ |× |not ok \d|\[FAIL\]|FAILURE: |\d+\) (?:Error|Failure):?)/,
  },
  {
    weight: 0.8,
    pattern:
      /\b(?:command not found|No such file or directory|Permission denied|is not recognized as an internal|cannot open shared object|Could not resolve|Unable to resolve|Could not find|Couldn't find|unable to locate|Unable to find|does not exist|Access is denied|not authorized|Resource not accessible|manifest unknown|404 Not Found|403 Forbidden|401 Unauthorized)\b/i,
  },
  {
    weight: 0.78,
    pattern:
      /\b(?:failed to solve|Failed to execute goal|Execution failed for task|Compilation (?:error|failed|failure)|failed to compile|could not compile|linker command failed|cannot load such file|ModuleNotFound|Cannot find module|ImportError|NoMethodError|NameError|TypeError|ReferenceError)\b/i,
  },
  {
    weight: 0.72,
    pattern:
      /\b(?:Connection (?:refused|reset|timed out)|timed? ?out\b.{0,40}(?:wait|after|exceed|connect)|deadline exceeded|Max retries exceeded|Temporary failure in name resolution|Could not connect|Network is unreachable|TLS handshake timeout|Bad Gateway|Service Unavailable|Too Many Requests)\b/i,
  },
  {
    weight: 0.7,
    pattern:
      /^\s*(?:\[(?:ERROR|error|FATAL|fatal|ERR|E)\]|npm ERR!|npm error|ERR!|yarn error|error\b|Error\b|ERROR\b|\*\*\*? ?(?:ERROR|Error|FATAL)|!!! |\[31m)/,
  },
  { weight: 0.66, pattern: /(?:^|\s)(?:FAILED|FAIL|FAILURE|ERROR|ERRORS|FATAL)(?:$|[\s:!.)\]])/ },
  {
    weight: 0.6,
    pattern:
      /\b[1-9]\d{0,5} (?:tests? )?(?:failed|failing|failures?|errors?|problems?|offenses|violations?)\b|\b(?:failures|errors|failed|broken)[:=] ?[1-9]/i,
  },
  {
    weight: 0.55,
    pattern:
      /\b(?:expected|got|actual|received)\b.{0,20}[:=]|\bexpected .{1,100}\b(?:but|got|to (?:be|equal|have|match))\b/i,
  },
  // Consequences: the one who ran it says that it failed.
  {
    weight: CONSEQUENCE_WEIGHT,
    pattern:
      /\b(?:make(?:\[\d+\])?: \*\*\*|BUILD FAIL|Build failed|build failed|exited with|exit (?:code|status)|non-zero|returned [1-9]|ELIFECYCLE|Caused by)\b/,
  },
  {
    weight: 0.4,
    pattern:
      /\b(?:failed|failure|fails|aborted|aborting|crashed|killed|terminated|invalid|rejected|corrupt|missing|mismatch|undefined|unexpected|denied|refused)\b/i,
  },
  {
    weight: 0.3,
    pattern:
      /\b(?:error|errors|exception|cannot|can't|could not|couldn't|unable to|not found|timeout|fatal|panic|assert)\b/i,
  },
  { weight: 0.2, pattern: /error|exception|fail/i },
];

/** Said by programs that are doing well: counts of nothing, names of files and options, passing tests, downloads. */
const harmless =
  /\b(?:0 (?:errors?|failures?|failed|failing|problems?|offenses)|no errors?|(?:errors?|failures?|failed|broken|Errors|Failures)[:=] ?0\b|without errors?|-Werror|-{1,2}\w{0,20}error[\w-]{0,20}=|on-error|error_log|errorlevel|ignore[-_ ]errors?)\b/i;
const passingStart =
  /^(?:✓|✔|√|ok \d|ok:|PASS\b|PASSED\b|\[ {1,9}OK {1,9}\]|\[PASS\]|\[ RUN|Downloading|Downloaded|Download |Get:\d|Unpacking |Selecting |Setting up |Preparing to unpack|Collecting |Requirement already|Installing |Compiling \S{1,80} v\d|remote: |\+ |\$ |##\[command\]|adding|inflating|creating|copying|gcc |g\+\+ |clang|cc |c\+\+ |ar |libtool|\[ {0,3}\d{1,3}%\])/;
const passingEnd = /(?: \.\.\. ok| PASSED|: OK| OK)(?: \([^()]{0,20}\))?(?: \[ {0,3}\d{1,3}%\])?$/;
const warning =
  /^(?:\[?warn(?:ing)?\b|npm WARN|WARN\b|##\[warning\]|deprecat)|: warning\b|DeprecationWarning/i;

/** What a line says about trouble it says at its beginning. */
const TEXT_LENGTH_MAX = 500;
const WARNING_WEIGHT = 0.12;

const place = /[:(]\d{1,6}[\d:,.\-)]{0,16}\]?:? {0,2}(?:fatal )?$/i;
const PLACE_LENGTH_MAX = 40;

/** Compilers of all languages: a position in a file, and right behind it the word "error". */
function saysErrorAtPlace(text: string): boolean {
  const at = text.search(/\berror\b/i);
  return at > 3 && place.test(text.slice(Math.max(0, at - PLACE_LENGTH_MAX), at));
}

/** How much a line speaks of trouble, 0…1. */
export function troubleOf(text: string): number {
  const trimmed = text.trim();
  if (harmless.test(trimmed) || passingStart.test(trimmed) || passingEnd.test(trimmed)) return 0;
  if (warning.test(trimmed)) return WARNING_WEIGHT;
  const isPlaced = saysErrorAtPlace(text);
  for (const { weight, pattern } of signs) {
    if (isPlaced && weight < PLACED_ERROR_WEIGHT && weight !== CONSEQUENCE_WEIGHT) return PLACED_ERROR_WEIGHT;
    if (pattern.test(text)) return weight;
  }
  return 0;
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
    return {
      line(text, lineNumber) {
        const weight = troubleOf(text.length > TEXT_LENGTH_MAX ? text.slice(0, TEXT_LENGTH_MAX) : text);
        if (weight > 0) emit({ kind: "signal", line: lineNumber, weight, template: templateOf(text) });
        return false;
      },
    };
  },
};
