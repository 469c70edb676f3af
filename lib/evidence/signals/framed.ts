import type { Emit, Family, LogView } from "../family";

const SCRIPT_ERROR_LINES_MAX = 12;
const SCRIPT_ERROR_WEIGHT = 0.88;

/** What a program tells at length, between marks of its own: one explanation, from its first line to its last. */
interface Frame {
  readonly head: RegExp;
  /** The last line of it. */
  readonly last?: RegExp;
  /** The line behind it. */
  readonly until?: RegExp;
  readonly linesMax: number;
  readonly weight: number;
}

const frames: readonly Frame[] = [
  // Address, Leak, Memory and ThreadSanitizer.
  {
    head: /^(?:==\d+== ?ERROR|WARNING): (?:Address|Leak|Memory|Thread|HWAddress)Sanitizer: /,
    last: /^SUMMARY: \w+Sanitizer: /,
    linesMax: 80,
    weight: 0.9,
  },
  // Go's race detector.
  { head: /^WARNING: DATA RACE$/, last: /^={10,}$/, linesMax: 80, weight: 0.9 },
  {
    head: /^==\d+== (?:Invalid (?:read|write|free)|Conditional jump|Use of uninitialised|Mismatched free|Process terminating|[\d,]+ .{0,80}definitely lost in)/,
    until: /^==\d+== *$/,
    linesMax: 40,
    weight: 0.86,
  },
  // TeX names the line of the source last, and what is left of it below.
  {
    head: /^! (?:LaTeX|Package|Class|Undefined control|Missing|Extra|Emergency stop|Misplaced|Paragraph ended|Argument of|File ended|Use of|You can't|I can't|TeX capacity|Font|Dimension|Illegal)\b/,
    last: /^(?:l\.\d+ |! {2}==> Fatal error)/,
    linesMax: 20,
    weight: 0.9,
  },
  { head: /^#=== ERROR while /, until: /^(?:[^#]|$)/, linesMax: 80, weight: 0.9 },
  {
    head: /^Warning, treated as error:$/,
    until: /^(?:g?make|Makefile|The command|travis_)/,
    linesMax: 6,
    weight: 0.88,
  },
  {
    head: /^Gem::Ext::BuildError: /,
    last: /^(?:Make sure that `gem install|An error occurred while installing .{1,200} and Bundler cannot)/,
    linesMax: 60,
    weight: 0.86,
  },
  // Symfony's console, and with it Composer.
  { head: /^In \S{1,200}\.php line \d+:$/, until: /^\S/, linesMax: 20, weight: 0.86 },
  { head: /^rake aborted!$/, last: /^(?:Tasks: TOP |\(See full trace)/, linesMax: 60, weight: 0.72 },
  // Undefined behaviour, told in one line.
  { head: /^\S{1,300}:\d+:\d+: runtime error: \S/, until: /^/, linesMax: 1, weight: 0.86 },
  // R CMD check.
  {
    head: /^Running the tests in .{1,200} failed\.$/,
    last: /^ *Execution halted$/,
    linesMax: 60,
    weight: 0.94,
  },
  { head: /^Running examples in .{1,200} failed$/, last: /^Execution halted$/, linesMax: 80, weight: 0.94 },
  // Julia's package tests.
  {
    head: /^ERROR: LoadError: /,
    last: /^(?:={5,}\[ ERROR: .{1,100} \]={5,}|ERROR: Package .{1,100} errored during testing)/,
    linesMax: 60,
    weight: 0.9,
  },
  {
    head: /^ {1,6}\d+\) \S+\.php \([\w, ]+\)$/,
    until: /^(?:Checked|Found|Fixed) /,
    linesMax: 80,
    weight: 0.86,
  },
  {
    head: /^<--- Last few GCs --->$/,
    last: /^(?:Aborted|Illegal instruction|Trace\/breakpoint)/,
    linesMax: 60,
    weight: 0.9,
  },
  // xcpretty's list at the end: the test, its place, the source around it.
  { head: /^ {2}test\w+, \S/, until: /^$/, linesMax: 20, weight: 0.9 },
  { head: /^Test Summary Report$/, until: /^Files=\d+, Tests=\d+/, linesMax: 60, weight: 0.8 },
  { head: /^Issues :-\($/, until: /^Wrote results to /, linesMax: 80, weight: 0.8 },
];

export const framed: Family = {
  id: "framed",
  triggers: [
    "sanitizer: ",
    "^warning: data race",
    "== invalid ",
    "== conditional jump",
    "== use of uninit",
    "== mismatched free",
    "== process terminating",
    "definitely lost in",
    "^! ",
    "^#=== error while ",
    "^warning, treated as error:",
    "^gem::ext::builderror: ",
    ": runtime error: ",
    ".php line 0",
    "^rake aborted!",
    "^execution halted",
    "^running the tests in ",
    "^running examples in ",
    "^error: loaderror: ",
    ".php (",
    "^<--- last few gcs",
    "^  test",
    "^test summary report",
    "^issues :-(",
  ],
  open(emit, log) {
    let open: { frame: Frame; startLine: number } | null = null;
    return {
      line(text, lineNumber) {
        if (!open) {
          const frame = frames.find(({ head }) => head.test(text));
          if (frame) open = { frame, startLine: lineNumber };
          else if (text === "Execution halted") giveScriptsError(emit, log, lineNumber);
          return open !== null;
        }
        const { frame, startLine } = open;
        const isBehind = (frame.until?.test(text) ?? false) || lineNumber - startLine >= frame.linesMax;
        if (!isBehind && !frame.last?.test(text)) return true;
        give(emit, frame, startLine, isBehind ? lineNumber - 1 : lineNumber);
        open = null;
        return false;
      },
      end() {
        if (open)
          give(
            emit,
            open.frame,
            open.startLine,
            Math.min(log.lineCount, open.startLine + open.frame.linesMax - 1),
          );
      },
    };
  },
};

/** What ended an R script stands right above; the word "Error" alone may be anybody's. */
function giveScriptsError(emit: Emit, log: LogView, endLine: number): void {
  for (let line = endLine - 1; line >= Math.max(1, endLine - SCRIPT_ERROR_LINES_MAX); line--) {
    if (!/^Error(?::| in )/.test(log.text(line))) continue;
    emit({ kind: "failure", startLine: line, endLine, weight: SCRIPT_ERROR_WEIGHT });
    return;
  }
}

function give(emit: Emit, { weight }: Frame, startLine: number, endLine: number): void {
  emit({ kind: "failure", startLine, endLine, weight });
}
