import type { Diagnostic } from "@/lib/domain/evidence";

/**
 * Read access to the log by physical line number, from 1. While the log is still streaming in, only lines
 * up to the current one are there. A line that was dropped to bound memory, or does not exist, is "".
 */
export interface LogView {
  /** Cleaned: no ANSI codes, no timestamp of the provider, the final state of a progress bar, capped in length. */
  text(lineNumber: number): string;
  /** The same with everything in it that `text` leaves out, for marks that providers hide before a carriage return. */
  raw(lineNumber: number): string;
  /** Lines seen so far. */
  readonly lineCount: number;
}

/** A structured finding; the tool is the family's id unless it says otherwise. */
export interface DiagnosticFinding {
  kind: "diagnostic";
  startLine: number;
  endLine: number;
  diagnostic: Omit<Diagnostic, "tool"> & { tool?: string };
}

export type Finding =
  /** Where two families claim one line, the one registered first keeps it. */
  | DiagnosticFinding
  /** A test that failed. Named again with more detail, the details are merged; order of first naming is kept. */
  | {
      kind: "failed-test";
      id: string;
      file?: string;
      line?: number;
      message?: string;
      startLine?: number;
      endLine?: number;
    }
  /** Totals of one run of a test runner. Several runs in one log are added up. */
  | { kind: "counts"; line: number; run?: number; passed?: number; failed?: number; skipped?: number }
  /** Lines that explain the failure: a stack trace, an assertion, a compiler's block. Weight 0…1. */
  | { kind: "failure"; startLine: number; endLine: number; weight: number }
  /** A line that, taken alone, speaks of trouble. Weight 0…1: how seldom such a line stands in a log that passed. */
  | { kind: "signal"; line: number; weight: number; template: number }
  /** Lines that sum the failure up ("3 failed, 2 passed"). */
  | { kind: "summary"; startLine: number; endLine: number; weight: number }
  /**
   * A step of the job begins here; the one before it ends. `command` is the shell text where the log shows it. A
   * closing step (clean-up, caches) never is what failed.
   */
  | { kind: "step"; line: number; name: string; command?: string; isClosing?: boolean }
  /** The step that is open ends here; what follows belongs to none. */
  | { kind: "step-end"; line: number }
  /** A line by which the system says that something ran out or was killed; not yet that this ended the job. */
  | { kind: "sign"; line: number; cause: StopCause }
  /** What the provider says about how a step or the job came to its end. */
  | { kind: "stop"; line: number; cause: StopCause; exitCode?: number }
  /** A line that says which job this is. */
  | { kind: "job"; line: number }
  /** A component, by name, was put in place in some version. */
  | { kind: "component"; line: number; name: string }
  /** The provider says that the job came to a good end. */
  | { kind: "passed"; line: number };

/** Why something stopped, as far as a line of its own says so. */
export type StopCause =
  | "exit"
  | "error"
  | "cancelled"
  | "timeout"
  | "memory"
  | "killed"
  | "runner-lost"
  | "disk"
  | "network";

export type Emit = (finding: Finding) => void;

/** The state of one family over one log. */
export interface Reader {
  /**
   * Gets a line in which a trigger of the family stands, and, while it answers true, the following line whatever
   * it contains. `text` is cleaned. Never keeps more than it needs for its current block.
   */
  line(text: string, lineNumber: number): boolean;
  /** The log is over: give out what is still held. */
  end?(): void;
}

/** One test runner or one family of tools: recognises its lines and says what they mean. */
export interface Family {
  /** Name of the runner or tool, as people know it. */
  readonly id: string;
  /**
   * Words of which one stands in every line that can start something for this family. Matched without regard
   * to case; "0" stands for any digit; a leading "^" ties the word to the start of the line. Colour codes between
   * the letters do not matter. The rarer the word, the faster: lines without any family's word are never decoded.
   */
  readonly triggers: readonly string[];
  open(emit: Emit, log: LogView): Reader;
}
