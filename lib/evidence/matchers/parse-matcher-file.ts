import { RE2JS } from "re2js";
import { z } from "zod";

const FILE_CHARACTERS_MAX = 64 * 1024;
const MATCHERS_MAX = 10;
const PATTERNS_MAX = 8;
const EXPRESSION_LENGTH_MAX = 1_000;
/** Linear, but in the length of the program too: "(a{1,30}){1,30}" is one of many steps for each character. */
const PROGRAM_SIZE_MAX = 2_000;

const group = z.int().min(0).max(50).optional();

const Pattern = z.object({
  regexp: z.string().min(1).max(EXPRESSION_LENGTH_MAX),
  file: group,
  fromPath: group,
  line: group,
  column: group,
  severity: group,
  code: group,
  message: group,
  loop: z.boolean().optional(),
});

const Matcher = z.object({
  owner: z.string().min(1).max(80),
  severity: z.string().max(20).optional(),
  pattern: z
    .union([Pattern, z.array(Pattern).min(1).max(PATTERNS_MAX)])
    .transform((pattern) => (Array.isArray(pattern) ? pattern : [pattern])),
});

const MatcherFile = z.object({ problemMatcher: z.array(z.unknown()).max(100) });

export interface MatcherPattern extends Omit<z.infer<typeof Pattern>, "regexp"> {
  expression: RE2JS;
}

/** One problem matcher of a repository, its expressions compiled by an engine that takes linear time on any text. */
export interface RepositoryMatcher {
  owner: string;
  severity: string | null;
  patterns: readonly MatcherPattern[];
}

export interface ParsedMatchers {
  matchers: RepositoryMatcher[];
  /** What could not be used, each a sentence that names the file and says why. */
  refused: string[];
}

/**
 * A problem matcher file of a repository: written by strangers, so sized, checked and compiled by RE2. What an engine
 * without backtracking cannot do (look-around, back references) is refused, and the rest of the file still used.
 */
export function parseMatcherFile(path: string, text: string): ParsedMatchers {
  const refused: string[] = [];
  const say = (what: string) => refused.push(`The problem matcher ${path} ${what}`);
  if (text.length > FILE_CHARACTERS_MAX) {
    say(`is larger than ${FILE_CHARACTERS_MAX / 1024} KB; what it finds is not read.`);
    return { matchers: [], refused };
  }
  const file = MatcherFile.safeParse(jsonOf(text));
  if (!file.success) {
    say("is no list of problem matchers; what it finds is not read.");
    return { matchers: [], refused };
  }
  const matchers: RepositoryMatcher[] = [];
  for (const entry of file.data.problemMatcher.slice(0, MATCHERS_MAX)) {
    const matcher = Matcher.safeParse(entry);
    if (!matcher.success) {
      say("has an entry that GitHub's format does not know; that entry is not used.");
      continue;
    }
    const { owner, severity = null, pattern } = matcher.data;
    const patterns = pattern.map(({ regexp, ...groups }) => ({ ...groups, expression: compile(regexp) }));
    if (patterns.every(isCompiled)) matchers.push({ owner, severity, patterns });
    else say(`has an expression that cannot run in linear time ("${owner}"); what it finds is not read.`);
  }
  if (file.data.problemMatcher.length > MATCHERS_MAX)
    say(`has more than ${MATCHERS_MAX} entries; the rest is not used.`);
  return { matchers, refused };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return null;
  }
}

/** Null: not in RE2's language. */
function compile(regexp: string): RE2JS | null {
  try {
    const compiled = RE2JS.compile(RE2JS.translateRegExp(regexp));
    return compiled.programSize() <= PROGRAM_SIZE_MAX ? compiled : null;
  } catch {
    return null;
  }
}

function isCompiled<T extends { expression: RE2JS | null }>(
  pattern: T,
): pattern is T & { expression: RE2JS } {
  return pattern.expression !== null;
}
