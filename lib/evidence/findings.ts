import type { Diagnostic, FailingTest, TestCounts } from "@/lib/domain/evidence";
import type { Finding, StopCause } from "./family";

/** More findings of a kind than this are counted by nobody; the first ones are kept. */
const FINDINGS_MAX = 20_000;

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

export interface FoundStep {
  startLine: number;
  name: string;
  command: string | null;
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
  readonly failures: FoundRange[] = [];
  readonly summaries: FoundRange[] = [];
  /** Step starts and, with an empty name, ends. */
  readonly steps: FoundStep[] = [];
  readonly stops: FoundStop[] = [];

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
      case "step":
        this.steps.push({ startLine: finding.line, name: finding.name, command: finding.command ?? null });
        return;
      case "step-end":
        this.steps.push({ startLine: finding.line, name: "", command: null });
        return;
      case "stop":
        this.stops.push({ line: finding.line, cause: finding.cause, exitCode: finding.exitCode ?? null });
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
