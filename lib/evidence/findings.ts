import type { Diagnostic, FailingTest, TestCounts } from "@/lib/domain/evidence";
import type { Finding, StopCause } from "./family";

/** More findings of a kind than this are counted by nobody; the first ones are kept. */
const FINDINGS_MAX = 20_000;
const JOB_LINES_MAX = 1;
const STRONG_SIGNAL = 0.7;

export interface FoundDiagnostic {
  startLine: number;
  endLine: number;
  /** Registration order of the family: the smaller one wins where two claim a line. */
  rank: number;
  diagnostic: Diagnostic;
}

export interface FoundRange {
  family: string;
  startLine: number;
  endLine: number;
  weight: number;
}

export interface FoundSignal {
  line: number;
  weight: number;
  /** See `templateOf`. */
  template: number;
}

export interface FoundStep {
  startLine: number;
  name: string;
  command: string | null;
  /** It only clears up, or no step at all: the time between two steps. */
  isClosing: boolean;
}

export interface FoundStop {
  line: number;
  cause: StopCause;
  exitCode: number | null;
}

export interface FoundCounts extends TestCounts {
  runner: string;
  line: number;
}

/** Everything that the families said about one log, in the order of its lines. */
export class Findings {
  readonly diagnostics: FoundDiagnostic[] = [];
  readonly tests = new Map<string, FailingTest>();
  readonly counts: FoundCounts[] = [];
  signals: FoundSignal[] = [];
  readonly failures: FoundRange[] = [];
  readonly summaries: FoundRange[] = [];
  readonly steps: FoundStep[] = [];
  readonly stops: FoundStop[] = [];
  readonly signs: FoundStop[] = [];
  /** Lines that say which job this is. */
  readonly jobLines: number[] = [];
  readonly components: { line: number; name: string }[] = [];
  /** Where the provider says that the job came to a good end, null where it does not. */
  passedLine: number | null = null;

  add(family: string, rank: number, finding: Finding): void {
    switch (finding.kind) {
      case "diagnostic": {
        if (this.diagnostics.length >= FINDINGS_MAX) return;
        const { startLine, endLine, diagnostic } = finding;
        this.diagnostics.push({
          startLine,
          endLine,
          rank,
          diagnostic: { ...diagnostic, tool: diagnostic.tool ?? family },
        });
        return;
      }
      case "failed-test":
        this.addTest(family, finding);
        return;
      case "counts": {
        const { passed = 0, failed = 0, skipped = 0, line } = finding;
        const run = finding.run ?? passed + failed + skipped;
        this.counts.push({ runner: family, line, run, passed, failed, skipped });
        return;
      }
      case "failure":
      case "summary": {
        const ranges = finding.kind === "failure" ? this.failures : this.summaries;
        const { startLine, endLine, weight } = finding;
        if (ranges.length < FINDINGS_MAX) ranges.push({ family, startLine, endLine, weight });
        return;
      }
      case "signal":
        this.signals.push({ line: finding.line, weight: finding.weight, template: finding.template });
        if (this.signals.length > 2 * FINDINGS_MAX) this.thinSignals();
        return;
      case "step": {
        const { line: startLine, name, command = null, isClosing = false } = finding;
        if (this.steps.length < FINDINGS_MAX) this.steps.push({ startLine, name, command, isClosing });
        return;
      }
      case "step-end":
        this.steps.push({ startLine: finding.line, name: "", command: null, isClosing: true });
        return;
      case "sign":
        if (this.signs.length < FINDINGS_MAX) {
          this.signs.push({ line: finding.line, cause: finding.cause, exitCode: null });
        }
        return;
      case "stop":
        if (this.stops.length >= FINDINGS_MAX) return;
        this.stops.push({ line: finding.line, cause: finding.cause, exitCode: finding.exitCode ?? null });
        return;
      case "job":
        if (this.jobLines.length < JOB_LINES_MAX) this.jobLines.push(finding.line);
        return;
      case "component":
        if (this.components.length < FINDINGS_MAX) {
          this.components.push({ line: finding.line, name: finding.name });
        }
        return;
      case "passed":
        this.passedLine = finding.line;
        return;
    }
  }

  /** The log is a report file: its own findings are all there is. They have no lines of their own to point at. */
  replaceDiagnostics(diagnostics: readonly Diagnostic[]): void {
    this.diagnostics.splice(0);
    for (const diagnostic of diagnostics.slice(0, FINDINGS_MAX)) {
      this.diagnostics.push({ startLine: 1, endLine: 1, rank: 0, diagnostic });
    }
  }

  /** The last ones are nearest to the end of the job, the strong ones tell in any place. */
  private thinSignals(): void {
    const strong = this.signals.filter((signal) => signal.weight >= STRONG_SIGNAL).slice(-FINDINGS_MAX / 2);
    const last = this.signals.slice(-FINDINGS_MAX / 2);
    const lastStart = last[0]?.line ?? 0;
    this.signals = [...strong.filter((signal) => signal.line < lastStart), ...last];
  }

  private addTest(runner: string, found: Extract<Finding, { kind: "failed-test" }>): void {
    const known = this.tests.get(found.id);
    if (!known && this.tests.size >= FINDINGS_MAX) return;
    this.tests.set(found.id, {
      id: found.id,
      runner: known?.runner ?? runner,
      file: known?.file ?? found.file ?? null,
      line: known?.line ?? found.line ?? null,
      message: known?.message ?? found.message ?? null,
      startLine: known?.startLine ?? found.startLine ?? null,
      endLine: known?.endLine ?? found.endLine ?? null,
    });
  }
}
