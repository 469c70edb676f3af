import type { LineRange } from "@/lib/domain/evidence";
import type { Findings } from "../findings";

/** More failed tests than this are about more than one component. */
const TESTS_MAX = 5;
const COMPONENTS_MAX = 3;
const WORD_LENGTH_MIN = 3;
/** A component's name goes on for this much behind the word that a test has for it ("tcl" and "tcltk"). */
const REST_LENGTH_MAX = 3;
const everyday = new Set([
  "test", "tests", "testing", "spec", "specs", "should", "with", "without", "when", "then", "given", "from", "into",
  "and", "not", "the", "for", "src", "lib", "main", "unit", "integration", "case", "suite", "can", "get", "set", "add",
  "new", "all", "use", "type", "core", "util", "utils", "org", "com", "net", "dev", "api", "app", "data", "file", "run",
]); // biome-ignore format: a list of words

/** Single lines that every reader asks for, wherever they stand: which job, which step, which version of what failed. */
export function factLines(findings: Findings, region: LineRange, hasStep: boolean): number[] {
  const about = [...findings.jobLines, ...componentLines(findings)];
  return hasStep ? [...about, region.startLine] : about;
}

/** Where the component was put in place that the failed tests bear in their names. */
function componentLines({ tests, components }: Findings): number[] {
  if (tests.size === 0 || tests.size > TESTS_MAX || components.length === 0) return [];
  const words = new Set([...tests.keys()].flatMap(wordsOf));
  return components
    .filter(({ name }) =>
      name
        .toLowerCase()
        .split(/[^a-z0-9]+/)
        .some((part) => isNamed(part, words)),
    )
    .slice(0, COMPONENTS_MAX)
    .map(({ line }) => line);
}

function isNamed(part: string, words: ReadonlySet<string>): boolean {
  if (part.length < WORD_LENGTH_MIN) return false;
  for (const word of words) {
    if (part.startsWith(word) && part.length - word.length <= REST_LENGTH_MAX) return true;
  }
  return false;
}

function wordsOf(test: string): string[] {
  return test
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length >= WORD_LENGTH_MIN && /[a-z]/.test(word) && !everyday.has(word));
}
