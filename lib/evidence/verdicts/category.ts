import type { Category } from "@/lib/domain/loop";
import { findCauses } from "../causes/find-causes";
import type { Findings, FoundDiagnostic } from "../findings";
import { programsIn } from "../programs-in";
import { categoryOfTool } from "../tools/categories";
import { categoryOfCommand } from "./commands";
import { type Ending, goodEnd } from "./failing-step";
import type { TellingLine } from "./telling-lines";

export interface CategoryVerdict {
  category: Category;
  confidence: number;
  /** For people, the strongest first. */
  reasons: string[];
}

interface Vote {
  category: Category;
  weight: number;
  reason: string;
}

const EXCUSED_TESTS_MAX = 2;
const EXCUSE_WEIGHT_MIN = 0.75;
const excuses = new Set(["network", "runner-lost", "time"]);
/** Build tools that do everything from fetching to publishing: what went wrong their message says. */
const runOthers = new Set(["maven", "gradle", "sbt"]);
const REASONS_MAX = 4;
/** Where so many lines are findings, the log is a tool's report, and warnings are what failed. */
const REPORT_SHARE = 1 / 3;
/** A second sign for the same category adds this share of its weight. */
const SUPPORT = 0.2;
/** And all further signs together no more than this: a message said a hundred times is one message. */
const SUPPORT_MAX = 0.15;

/** The category that the strongest signs speak for: how it ended, tests, findings of tools, words, the command itself. */
export function judgeCategory(
  findings: Findings,
  diagnostics: readonly FoundDiagnostic[],
  ending: Ending,
  lines: readonly TellingLine[],
  linesInRegion: number,
): CategoryVerdict {
  const passedLine = goodEnd(findings);
  if (passedLine !== null) {
    return { category: "unknown", confidence: 0, reasons: [`line ${passedLine}: the job passed`] };
  }
  const votes = [
    ...votesOfEnding(ending),
    ...votesOfTests(findings),
    ...votesOfExcuse(findings, lines),
    ...votesOfTools(outsideOfTests(diagnostics, findings), ending, linesInRegion),
    ...votesOfWords(lines),
    ...votesOfCommand(ending),
  ].sort((a, b) => b.weight - a.weight);
  const totals = new Map<Category, number>();
  const most = new Map<Category, number>();
  for (const { category, weight } of votes) {
    const sum = totals.get(category);
    if (sum === undefined) most.set(category, weight + SUPPORT_MAX);
    const next = sum === undefined ? weight : sum + Math.min(weight * SUPPORT, 0.1) / 2;
    totals.set(category, Math.min(next, most.get(category) ?? next));
  }
  const ranked = [...totals].sort((a, b) => b[1] - a[1]);
  const [best, second] = ranked;
  if (!best) {
    return {
      category: "unknown",
      confidence: 0,
      reasons: ["no test runner, tool or provider says what failed"],
    };
  }
  const [category, total] = best;
  const lead = total - (second?.[1] ?? 0);
  const confidence = Math.round(Math.min(0.99, Math.max(0.3, total * 0.7 + lead)) * 100) / 100;
  const reasons = votes.filter((vote) => vote.category === category).map((vote) => vote.reason);
  return { category, confidence, reasons: [...new Set(reasons)].slice(0, REASONS_MAX) };
}

function votesOfEnding({ stop }: Ending): Vote[] {
  if (!stop) return [];
  const at = `line ${stop.line}`;
  switch (stop.cause) {
    case "timeout":
      return [{ category: "timeout", weight: 1.1, reason: `${at}: the provider's time limit was reached` }];
    case "memory":
      return [{ category: "timeout", weight: 1, reason: `${at}: memory ran out` }];
    case "runner-lost":
    case "disk":
    case "network":
      return [{ category: "infrastructure", weight: 1.1, reason: `${at}: the job was ended from outside` }];
    case "cancelled":
      return [{ category: "infrastructure", weight: 0.6, reason: `${at}: the job was cancelled` }];
    case "killed":
      return [{ category: "infrastructure", weight: 0.8, reason: `${at}: a process was killed` }];
    case "exit":
      if (stop.exitCode === 124) {
        return [{ category: "timeout", weight: 0.9, reason: `${at}: exit code 124 is that of a time limit` }];
      }
      if (stop.exitCode === 137) {
        return [
          {
            category: "timeout",
            weight: 0.8,
            reason: `${at}: exit code 137 is that of a process that was killed`,
          },
        ];
      }
      return [];
    case "error":
      return [];
  }
}

function votesOfTests(findings: Findings): Vote[] {
  const count = findings.tests.size;
  if (count > 0) return [{ category: "test", weight: 0.97, reason: `${count} tests failed` }];
  const failed = findings.counts.find((counts) => counts.failed > 0);
  return failed
    ? [{ category: "test", weight: 0.94, reason: `line ${failed.line}: ${failed.failed} tests failed` }]
    : [];
}

/** One or two tests that failed because the network or the time ran out: there is nothing to repair in the code. */
function votesOfExcuse(findings: Findings, lines: readonly TellingLine[]): Vote[] {
  if (findings.tests.size > EXCUSED_TESTS_MAX) return [];
  return lines
    .filter(({ weight }) => weight >= EXCUSE_WEIGHT_MIN)
    .flatMap(({ lineNumber, causes }) =>
      causes
        .filter(({ id }) => excuses.has(id))
        .map((cause) => ({
          category: cause.category,
          weight: 1.02,
          reason: `line ${lineNumber}: ${cause.says}`,
        })),
    );
}

/** What a failed test printed is the test's own matter, even where it reads like a compiler's error. */
function outsideOfTests(diagnostics: readonly FoundDiagnostic[], { tests }: Findings): FoundDiagnostic[] {
  const ranges = [...tests.values()]
    .flatMap(({ startLine, endLine }) => (startLine && endLine ? [{ startLine, endLine }] : []))
    .sort((a, b) => a.startLine - b.startLine);
  let next = 0;
  let covered = 0;
  return [...diagnostics]
    .sort((a, b) => a.startLine - b.startLine)
    .filter(({ startLine, endLine }) => {
      for (let range = ranges[next]; range && range.startLine <= startLine; range = ranges[++next]) {
        covered = Math.max(covered, range.endLine);
      }
      return endLine > covered;
    });
}

/** Errors of compilers and linters; in a failing step that has other errors, warnings do not count. */
function votesOfTools(
  diagnostics: readonly FoundDiagnostic[],
  { step }: Ending,
  linesInRegion: number,
): Vote[] {
  const inside = step
    ? diagnostics.filter((found) => found.startLine >= step.startLine && found.endLine <= step.endLine)
    : diagnostics;
  const errors = inside.filter(({ diagnostic }) => diagnostic.severity === "error");
  const counts = new Map<string, number>();
  const placed = new Set<string>();
  const told = new Map<string, Category>();
  for (const { diagnostic } of errors.length > 0 ? errors : inside) {
    counts.set(diagnostic.tool, (counts.get(diagnostic.tool) ?? 0) + 1);
    const category = runOthers.has(diagnostic.tool) ? categoryOfMessage(diagnostic.message) : undefined;
    if (category && !told.has(diagnostic.tool)) told.set(diagnostic.tool, category);
    if (diagnostic.file !== null) placed.add(diagnostic.tool);
  }
  const covered = inside.reduce((sum, { startLine, endLine }) => sum + endLine - startLine + 1, 0);
  const ungraded = covered >= linesInRegion * REPORT_SHARE ? 0.9 : 0.6;
  // Beside the marks of a CI job, a message without a place may be anybody's.
  const surely = (tool: string) => (placed.has(tool) || !step ? 0.92 : 0.8);
  const programs = programsIn(step?.command ?? null);
  const asked = inside.find(({ diagnostic: { tool } }) => programs.has(tool.toLowerCase()))?.diagnostic.tool;
  const ofCommand = asked === undefined || categoryOf(asked) === "build" ? [] : [voteOfCommandsTool(asked)];
  const ofFindings = [...counts].map(([tool, count]) => ({
    category: told.get(tool) ?? categoryOf(tool),
    weight: (errors.length > 0 ? surely(tool) : ungraded) + Math.min(count, 50) / 1000,
    reason: `${tool} reports ${count} ${errors.length > 0 ? "errors" : "findings"}`,
  }));
  return [...ofCommand, ...ofFindings];
}

/** The command that failed is the tool itself, and it had something to say. */
function voteOfCommandsTool(tool: string): Vote {
  return {
    category: categoryOf(tool),
    weight: 1,
    reason: `the failing command is ${tool}, and it has findings`,
  };
}

/** A name with capitals is what a tool calls itself in a report of its own: no compiler writes those. */
function categoryOf(tool: string): Category {
  const name = tool.toLowerCase().replaceAll(" ", "-");
  return categoryOfTool[tool] ?? categoryOfTool[name] ?? (tool === name ? "build" : "lint");
}

function categoryOfMessage(message: string): Category | undefined {
  return /^Could not (?:resolve|find) [\w.${}-]+:/.test(message)
    ? "dependency"
    : findCauses(message)[0]?.category;
}

function votesOfWords(lines: readonly TellingLine[]): Vote[] {
  return lines.flatMap(({ lineNumber, causes, weight }) =>
    causes.map((cause) => ({
      category: cause.category,
      weight: cause.weight * (0.5 + 0.5 * Math.min(1, weight)),
      reason: `line ${lineNumber}: ${cause.says}`,
    })),
  );
}

function votesOfCommand({ step }: Ending): Vote[] {
  const command = step?.command ?? step?.name;
  const category = command ? categoryOfCommand(command) : null;
  return category
    ? [{ category, weight: 0.62, reason: `the failing command is ${command?.slice(0, 80)}` }]
    : [];
}
