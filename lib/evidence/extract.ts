import type { Evidence, LogProvider } from "@/lib/domain/evidence";
import { addReports } from "./add-reports";
import { defaultExcerptLimits, type ExcerptLimits } from "./excerpts/budget";
import { findCandidates } from "./excerpts/candidates";
import { factLines } from "./excerpts/facts";
import { choosePrimary } from "./excerpts/primary";
import { chooseExcerpts } from "./excerpts/select";
import { shortenLines } from "./excerpts/shorten";
import { tailOf } from "./excerpts/tail";
import type { ChosenRange } from "./excerpts/taking";
import { families } from "./families";
import type { LogView } from "./family";
import { matchLines } from "./matchers/match-lines";
import type { RepositoryMatcher } from "./matchers/parse-matcher-file";
import { type ReadLog, readLog, readLogStream } from "./read-log";
import { redactStrings } from "./redact/gate";
import { createRedactor, type Redactor, redact as redactWithoutKnown } from "./redact/redact";
import type { TestReport } from "./reports/test-report";
import { judgeCategory } from "./verdicts/category";
import { totalCounts } from "./verdicts/counts";
import { settleDiagnostics } from "./verdicts/diagnostics";
import { findEnding } from "./verdicts/failing-step";
import { gradeEvidence } from "./verdicts/grade";
import { judgeIntermittent } from "./verdicts/intermittent";
import { tellingLines } from "./verdicts/telling-lines";

type LogSource = Uint8Array | AsyncIterable<Uint8Array>;

export interface ExtractInput {
  /** The raw log as the provider served it: ANSI codes, CRLF and timestamps still in. */
  log: LogSource;
  /** A hint; the form is recognised from the text. */
  provider?: LogProvider;
  /** Test reports of the same job, read or as bytes. Bytes that are no test report are passed over. */
  reports?: readonly (Uint8Array | TestReport)[];
  /** The log of the same job's last passing run: what is new in `log` counts for more. */
  passingLog?: LogSource;
  /** The repository's own problem matchers: they read the failing step where no tool's own family does. */
  matchers?: readonly RepositoryMatcher[];
  limits?: Partial<ExcerptLimits>;
  /** How many of the failing step's last lines to keep beside the excerpts. None unless asked for. */
  tailLinesMax?: number;
  /** Exact values that must never be shown, in any of their usual encodings. */
  secrets?: readonly string[];
}

/**
 * What failed in a log and why: pure, deterministic, within constant memory for a log of any length. Everything
 * in the answer has passed the redaction gate.
 */
export async function extractEvidence(input: ExtractInput): Promise<Evidence> {
  const log = await read(input.log);
  addReports(log.findings, input.reports ?? []);
  const passingTemplates = input.passingLog ? templatesOf(await read(input.passingLog)) : null;
  const limits = { ...defaultExcerptLimits, ...input.limits };
  const hasKnownValues = (input.secrets?.length ?? 0) > 0;
  const redact = hasKnownValues ? createRedactor({ knownValues: input.secrets }) : redactWithoutKnown;
  const { matchers = [], tailLinesMax: tailLines = 0 } = input;
  return judge(log, passingTemplates, { ...limits, tailLines, matchers }, redact);
}

async function read(source: LogSource): Promise<ReadLog> {
  return source instanceof Uint8Array ? readLog(source) : await readLogStream(source);
}

function templatesOf({ findings }: ReadLog): Set<number> {
  return new Set(findings.signals.map(({ template }) => template));
}

function judge(
  { store, findings }: ReadLog,
  passingTemplates: ReadonlySet<number> | null,
  { matchers, ...limits }: ExcerptLimits & { tailLines: number; matchers: readonly RepositoryMatcher[] },
  redact: Redactor,
): Evidence {
  const ending = findEnding(findings, store);
  const region = ending.step ?? { startLine: 1, endLine: ending.stop?.line ?? Math.max(1, store.lineCount) };
  const matched = matchLines(matchers, region, store, families.length);
  const diagnostics = settleDiagnostics([...findings.diagnostics, ...matched]);
  const command = ending.step?.command ?? null;
  const candidates = findCandidates(findings, diagnostics, store, { region, command, passingTemplates });
  const lines = tellingLines(candidates, findings, ending, store);
  const { category, confidence, reasons } = judgeCategory(
    findings,
    diagnostics,
    ending,
    lines,
    region.endLine - region.startLine + 1,
  );
  const facts = factLines(findings, region, ending.step !== null);
  const ranges = chooseExcerpts(candidates, region, ending.stop?.line ?? null, facts, store, limits);
  const { value: safe, redactions } = redactStrings(
    {
      category,
      confidence,
      categoryReasons: reasons,
      failingStep: ending.step,
      tests: [...findings.tests.values()],
      testCounts: totalCounts(findings.counts),
      excerpts: ranges.map((range) => excerptOf(range, store)),
      primary: choosePrimary(candidates, findings, diagnostics, store, {
        region,
        stopLine: ending.stop?.cause === "exit" ? ending.stop.line : null,
      }),
      diagnostics: diagnostics.map(({ diagnostic }) => diagnostic),
      exitCode: ending.stop?.exitCode ?? null,
      ...(limits.tailLines > 0 ? { logTail: tailOf(region, store, limits.tailLines) } : {}),
      intermittent: judgeIntermittent(findings, diagnostics, ending, lines),
      lines: store.lineCount,
      bytes: store.byteCount,
    },
    redact,
  );
  safe.excerpts = safe.excerpts.map(shortened);
  if (safe.logTail) safe.logTail = shortened(safe.logTail);
  const evidence = { ...safe, failingTests: [...new Set(safe.tests.map((test) => test.id))] };
  return Object.assign(evidence, gradeEvidence(evidence), { redactions });
}

function excerptOf({ startLine, endLine, role, score }: ChosenRange, log: LogView) {
  const lines: string[] = [];
  for (let line = startLine; line <= endLine; line++) lines.push(log.text(line));
  return { startLine, endLine, role, score, text: lines.join("\n") };
}

/** Only what has passed the gate is shortened: half a secret would no longer look like one. */
function shortened<T extends { text: string }>(range: T): T {
  const text = shortenLines(range.text);
  return text === range.text ? range : { ...range, text };
}
