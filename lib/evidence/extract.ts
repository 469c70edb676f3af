import type { Evidence, Excerpt, LogProvider } from "@/lib/domain/evidence";
import { defaultExcerptLimits, type ExcerptLimits } from "./excerpts/budget";
import { findCandidates } from "./excerpts/candidates";
import { choosePrimary } from "./excerpts/primary";
import { chooseExcerpts } from "./excerpts/select";
import { shorten } from "./excerpts/shorten";
import { templateOf } from "./excerpts/template";
import type { FoundDiagnostic } from "./findings";
import { type ReadLog, readLog, readLogStream } from "./read-log";
import { RedactionGate } from "./redact/gate";
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
  /** The log of the same job's last passing run: what is new in `log` counts for more. */
  passingLog?: LogSource;
  limits?: Partial<ExcerptLimits>;
  /** Exact values that must never be shown, in any of their usual encodings. */
  secrets?: readonly string[];
}

/**
 * What failed in a log and why: pure, deterministic, within constant memory for a log of any length. Everything
 * in the answer has passed the redaction gate.
 */
export async function extractEvidence(input: ExtractInput): Promise<Evidence> {
  const log = await read(input.log);
  const passingTemplates = input.passingLog ? templatesOf(await read(input.passingLog)) : null;
  const limits = { ...defaultExcerptLimits, ...input.limits };
  return judge(log, passingTemplates, limits, new RedactionGate(input.secrets));
}

async function read(source: LogSource): Promise<ReadLog> {
  return source instanceof Uint8Array ? readLog(source) : await readLogStream(source);
}

function templatesOf({ store, findings }: ReadLog): Set<number> {
  return new Set(findings.signals.map(({ line }) => templateOf(store.text(line))));
}

function judge(
  { store, findings }: ReadLog,
  passingTemplates: ReadonlySet<number> | null,
  limits: ExcerptLimits,
  gate: RedactionGate,
): Evidence {
  const diagnostics = settleDiagnostics(findings.diagnostics);
  const ending = findEnding(findings, store);
  const region = ending.step ?? { startLine: 1, endLine: ending.stop?.line ?? Math.max(1, store.lineCount) };
  const candidates = findCandidates(findings, diagnostics, store, { region, passingTemplates });
  const lines = tellingLines(candidates, ending, store);
  const { category, confidence, reasons } = judgeCategory(findings, diagnostics, ending, lines);
  const ranges = chooseExcerpts(candidates, region, ending.stop?.line ?? null, store, limits);
  const tests = [...findings.tests.values()].map((test) => ({
    ...test,
    id: gate.pass(test.id),
    message: test.message === null ? null : gate.pass(test.message),
  }));
  const evidence = {
    category,
    confidence,
    categoryReasons: reasons,
    failingStep: ending.step && passStep(ending.step, gate),
    failingTests: [...new Set(tests.map((test) => test.id))],
    tests,
    testCounts: totalCounts(findings.counts),
    excerpts: ranges.map((range): Excerpt => {
      const lines: string[] = [];
      for (let line = range.startLine; line <= range.endLine; line++) lines.push(shorten(store.text(line)));
      return { ...range, text: gate.pass(lines.join("\n")) };
    }),
    primary: choosePrimary(candidates),
    diagnostics: diagnostics.map((found) => passDiagnostic(found, gate)),
    exitCode: ending.stop?.exitCode ?? null,
    intermittent: judgeIntermittent(findings, diagnostics, ending, lines),
    lines: store.lineCount,
    bytes: store.byteCount,
  };
  return { ...evidence, ...gradeEvidence(evidence), redactions: gate.redactions };
}

function passStep(step: NonNullable<Evidence["failingStep"]>, gate: RedactionGate): Evidence["failingStep"] {
  return {
    ...step,
    name: gate.pass(step.name),
    command: step.command === null ? null : gate.pass(step.command),
  };
}

function passDiagnostic(
  { diagnostic }: FoundDiagnostic,
  gate: RedactionGate,
): Evidence["diagnostics"][number] {
  return { ...diagnostic, message: gate.pass(diagnostic.message) };
}
