import type { Patch } from "../patch";
import type { Tree } from "../tree";
import { hiddenContent } from "./hidden-content";
import { deletedTests } from "./honesty/deleted-tests";
import { lostFeatures } from "./honesty/lost-features";
import { silencedChecks } from "./honesty/silenced-checks";
import { snapshots } from "./honesty/snapshots";
import { specialCases } from "./honesty/special-cases";
import { swallowedErrors } from "./honesty/swallowed-errors";
import { createTestReader, type FileReading } from "./honesty/syntax/test-reader";
import { weakenedTests } from "./honesty/weakened-tests";
import { lockFiles } from "./lock-files";
import { modes } from "./modes";
import { pathNames } from "./path-names";
import { protectedPaths } from "./protected-paths";
import type { GateFinding, GateInput, GateRule, GateRules } from "./rule";
import { scope } from "./scope";
import { secrets } from "./secrets";
import { type ShownLine, shownLines } from "./shown-lines";
import { size } from "./size";

export interface JudgedFinding extends GateFinding {
  /** What an honesty rule means, as the patch has it; empty for a whole file and for the other rules. */
  lines: ShownLine[];
}

export interface GateVerdict {
  verdict: "allowed" | "blocked";
  findings: JudgedFinding[];
  /** Places that weaken a test or silence a check, and how many of them the repository allows. */
  honesty: {
    weakenings: number;
    weakeningsMax: number;
    /** Each changed file of tests, and whether it was compared test by test or by its words, and why. */
    readings: FileReading[];
  };
}

export const defaultGateLimits = {
  filesMax: 30,
  linesMax: 1_000,
  bytesMax: 256 * 1024,
  weakeningsMax: 0,
} as const;

/** What makes a check pass without making the code right. Counted together, against the repository's limit. */
const honestyRules: readonly GateRule[] = [
  deletedTests,
  snapshots,
  weakenedTests,
  silencedChecks,
  swallowedErrors,
  specialCases,
  lostFeatures,
];

/** In the order in which a person would object: first what it is, then what it touches, then what it does. */
const gateRules: readonly GateRule[] = [
  size,
  modes,
  pathNames,
  protectedPaths,
  lockFiles,
  hiddenContent,
  secrets,
  ...honestyRules,
  scope,
];

const honestyIds: ReadonlySet<string> = new Set(honestyRules.map(({ id }) => id));

function weakens({ rule, severity }: GateFinding): boolean {
  return severity === "block" && honestyIds.has(rule);
}

/** Several things can be said of one line: it is one place. */
function placeOf({ rule, path, line }: GateFinding): string {
  return `${path}:${line ?? rule}`;
}

async function judgeClosed(rule: GateRule, input: GateInput): Promise<GateFinding[]> {
  try {
    return await rule.judge(input);
  } catch (error) {
    const cause = error instanceof Error ? error.name : "an error";
    return [
      {
        rule: rule.id,
        severity: "block",
        path: input.patch.files[0]?.path ?? "",
        line: null,
        reason: `The rule could not judge the patch (${cause}), so it does not pass.`,
      },
    ];
  }
}

/**
 * Whether a patch may be pushed. Every rule is asked, so that a person sees all objections at once; a rule that fails
 * blocks. An empty patch is allowed: nothing in it can do harm.
 */
export async function gatePatch(
  patch: Patch,
  trees: { before: Tree; after: Tree },
  rules: GateRules,
): Promise<GateVerdict> {
  const findings: GateFinding[] = [];
  const tests = createTestReader(trees.before, trees.after);
  for (const rule of gateRules)
    findings.push(...(await judgeClosed(rule, { patch, ...trees, rules, tests })));
  const weakenings = new Set(findings.filter(weakens).map(placeOf)).size;
  const isTolerated = weakenings <= rules.weakeningsMax;
  const judged = findings.map((finding) => ({
    ...finding,
    severity: isTolerated && weakens(finding) ? ("warn" as const) : finding.severity,
    lines: honestyIds.has(finding.rule) ? shownLines(patch, finding) : [],
  }));
  return {
    verdict: judged.some(({ severity }) => severity === "block") ? "blocked" : "allowed",
    findings: judged,
    honesty: { weakenings, weakeningsMax: rules.weakeningsMax, readings: tests.readings() },
  };
}
