import { z } from "zod";
import { Category } from "./loop";

/** Which provider served a log. A hint only: the form is recognised from the text. */
export const LogProvider = z.enum(["github-actions", "circleci", "travis", "gitlab", "unknown"]);
export type LogProvider = z.infer<typeof LogProvider>;

/** Physical lines of the raw log, counted from 1, both ends included; split at line feeds only. */
export const LineRange = z.object({ startLine: z.int().min(1), endLine: z.int().min(1) });
export type LineRange = z.infer<typeof LineRange>;

export const FailingStep = LineRange.extend({
  name: z.string(),
  /** The shell command that ended it, null where the log does not show it. */
  command: z.string().nullable(),
});
export type FailingStep = z.infer<typeof FailingStep>;

/** A failing test as its runner names it, with what the log says about it. Unknown parts are null. */
export const FailingTest = z.object({
  id: z.string(),
  runner: z.string(),
  file: z.string().nullable(),
  line: z.int().nullable(),
  message: z.string().nullable(),
  /** Where the log tells about it, if it does more than name it. */
  startLine: z.int().nullable(),
  endLine: z.int().nullable(),
});
export type FailingTest = z.infer<typeof FailingTest>;

/** `run` is executed plus skipped; `failed` counts errors too. */
export const TestCounts = z.object({
  run: z.int().min(0),
  passed: z.int().min(0),
  failed: z.int().min(0),
  skipped: z.int().min(0),
});
export type TestCounts = z.infer<typeof TestCounts>;

export const ExcerptRole = z.enum(["error", "summary", "context"]);
export type ExcerptRole = z.infer<typeof ExcerptRole>;

/** A range of the log with its cleaned, redacted text: exactly one line of text for each line of the range. */
export const Excerpt = LineRange.extend({
  role: ExcerptRole,
  score: z.number().min(0).max(1),
  text: z.string(),
});
export type Excerpt = z.infer<typeof Excerpt>;

export const DiagnosticSeverity = z.enum(["error", "warning", "info"]);
export type DiagnosticSeverity = z.infer<typeof DiagnosticSeverity>;

/** One structured finding of a linter, compiler, scanner or package manager. Unknown parts are null. */
export const Diagnostic = z.object({
  tool: z.string(),
  file: z.string().nullable(),
  line: z.int().nullable(),
  column: z.int().nullable(),
  severity: DiagnosticSeverity.nullable(),
  code: z.string().nullable(),
  message: z.string(),
});
export type Diagnostic = z.infer<typeof Diagnostic>;

export const IntermittentVerdict = z.object({
  verdict: z.boolean(),
  confidence: z.number().min(0).max(1),
  reasons: z.array(z.string()),
});
export type IntermittentVerdict = z.infer<typeof IntermittentVerdict>;

/** Everything that one log of one failed job tells, redacted. Immutable once stored. */
export const Evidence = z.object({
  category: Category,
  confidence: z.number().min(0).max(1),
  /** Why this category, in words for people. */
  categoryReasons: z.array(z.string()),
  failingStep: FailingStep.nullable(),
  /** Identifiers as the runner prints them in its failure list, no duplicates. */
  failingTests: z.array(z.string()),
  /** The same tests with what is known of each. */
  tests: z.array(FailingTest),
  testCounts: TestCounts.nullable(),
  /** Most useful first. */
  excerpts: z.array(Excerpt),
  /** The one range that best explains the failure. */
  primary: LineRange.nullable(),
  diagnostics: z.array(Diagnostic),
  exitCode: z.int().nullable(),
  /** The last lines of the failing step, where they were asked for. */
  logTail: LineRange.extend({ text: z.string() }).optional(),
  intermittent: IntermittentVerdict,
  /** 0: nothing to repair from; 1: cause, place and failing tests are all there. */
  evidenceScore: z.number().min(0).max(1),
  /** What is not there, each with how to add it. */
  missing: z.array(z.string()),
  /** Secrets replaced in everything above. */
  redactions: z.int().min(0),
  lines: z.int().min(0),
  bytes: z.int().min(0),
});
export type Evidence = z.infer<typeof Evidence>;
