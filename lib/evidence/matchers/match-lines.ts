import type { Diagnostic, LineRange } from "@/lib/domain/evidence";
import type { LogView } from "../family";
import type { FoundDiagnostic } from "../findings";
import { severityOf } from "../severity";
import { positionOf } from "../tools/line-format";
import type { MatcherPattern, RepositoryMatcher } from "./parse-matcher-file";

/** The end of a step tells why it failed; before that strangers' expressions are not asked. */
const LINES_MAX = 2_000;
const LINE_LENGTH_MAX = 1_000;
const FINDINGS_MAX = 500;

type Said = Partial<
  Record<"file" | "fromPath" | "line" | "column" | "severity" | "code" | "message", string>
>;

/**
 * What a repository's own problem matchers find in the last lines of a range, as GitHub's runner would: the patterns of a
 * matcher fit lines that follow each other, the last one as often as it says `loop`.
 */
export function matchLines(
  matchers: readonly RepositoryMatcher[],
  { startLine, endLine }: LineRange,
  log: LogView,
  rank: number,
): FoundDiagnostic[] {
  if (matchers.length === 0) return [];
  const found: FoundDiagnostic[] = [];
  const readers = matchers.map((matcher) => new MatcherReader(matcher, rank));
  for (let line = Math.max(startLine, endLine - LINES_MAX + 1); line <= endLine; line++) {
    const text = log.text(line).slice(0, LINE_LENGTH_MAX);
    for (const reader of readers) {
      const problem = reader.read(text, line);
      if (problem) found.push(problem);
    }
    if (found.length >= FINDINGS_MAX) return found.slice(0, FINDINGS_MAX);
  }
  return found;
}

class MatcherReader {
  /** What the patterns before the next one said. */
  private said: Said = {};
  private next = 0;
  private startLine = 0;

  constructor(
    private readonly matcher: RepositoryMatcher,
    private readonly rank: number,
  ) {}

  read(text: string, line: number): FoundDiagnostic | null {
    const isLooping = this.next === this.matcher.patterns.length;
    const pattern = this.matcher.patterns[isLooping ? this.next - 1 : this.next];
    const said = pattern && saidBy(pattern, text);
    if (!pattern || !said) {
      const wasOpen = this.next > 0;
      this.reset();
      // The line that ends one finding may begin the next.
      return wasOpen ? this.read(text, line) : null;
    }
    if (this.next === 0) this.startLine = line;
    const all = { ...this.said, ...said };
    const isLast = isLooping || this.next === this.matcher.patterns.length - 1;
    if (!isLast) {
      this.said = all;
      this.next++;
      return null;
    }
    const problem = this.problemOf(all, this.next === 0 || !isLooping ? this.startLine : line, line);
    if (pattern.loop && this.matcher.patterns.length > 1) this.next = this.matcher.patterns.length;
    else this.reset();
    return problem;
  }

  private reset(): void {
    this.next = 0;
    this.said = {};
  }

  private problemOf(said: Said, startLine: number, endLine: number): FoundDiagnostic | null {
    if (!said.message) return null;
    const diagnostic: Diagnostic = {
      tool: this.matcher.owner,
      file: said.file ?? null,
      line: positionOf(said.line),
      column: positionOf(said.column),
      severity: severityOf(said.severity ?? this.matcher.severity ?? "error"),
      code: said.code ?? null,
      message: said.message,
    };
    return { startLine, endLine, rank: this.rank, diagnostic };
  }
}

/** Null: the pattern does not fit the line. */
function saidBy({ expression, loop: _, ...groups }: MatcherPattern, text: string): Said | null {
  const match = expression.matcher(text);
  if (!match.find()) return null;
  const said: Said = {};
  for (const [name, index] of Object.entries(groups) as [keyof Said, number | undefined][]) {
    const value = index === undefined || index > match.groupCount() ? null : match.group(index)?.trim();
    if (value) said[name] = value;
  }
  return said;
}
