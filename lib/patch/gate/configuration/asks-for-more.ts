import { itemMark, joint, type Leaves, type Scalar } from "./leaves";
import { readConfiguration } from "./read-configuration";

const severities: readonly RegExp[] = [
  /^(?:off|none|silent|ignore|allow|disabled?|suppress|0)$/i,
  /^(?:refactor|hint|suggestion|info|note|convention|advice)$/i,
  /^(?:warn|warning|1)$/i,
  /^(?:error|deny|fatal|2)$/i,
  /^(?:forbid)$/i,
];

/** Keys whose numbers may rise: what must be covered, how closely is looked. */
const floors =
  /^fail_?under$|^min(?:imum)?(?:$|[A-Z_-])|^(?:lines|branches|functions|statements|level)$|at_?least/i;
/** Keys whose numbers may fall: how long, how often, how much is let pass. */
const ceilings =
  /time_?out|retr(?:y|ies)|reruns?|^max|max(?:imum)?$|complexity|max-?(?:len|lines|depth|params)|^max_?issues$/i;
const wantedTrue =
  /^@?(?:strict\w*|fail\w*|no[A-Z_-]\w*|warn_?\w*|disallow\w*|check\w*|enforce\w*|forbid\w*|bail|enabled?|\w*[aA]s_?[eE]rrors?|be_?strict\w*|report\w*|noUnused\w*|Enabled)$/;
const wantedFalse = /^@?(?:skip\w*|ignore\w*|allow\w*|disabled?|passWithNoTests|implicit_reexport)$/i;
/** Lists in which an item more is a check more, and those in which it is one less. */
const checking =
  /^(?:select|extend-select|enable|plugins|include|included|files|testMatch|testpaths|markers|opt_in_rules|enabled_?rules|checks|paths|collectCoverageFrom|rules|analyzer_rules)$/i;
const sparing = /ignore|exclude|disable|skip|per-file|allow|except/i;

function severityOf(value: Scalar | undefined): number {
  return severities.findIndex((words) => words.test(String(value)));
}

function keysOf(path: string): string[] {
  return path.split(joint);
}

/** Elsewhere a threshold is what is let pass: `too-many-arguments-threshold`. */
function ofCoverage(path: string): boolean {
  return keysOf(path).some((name) => /coverage/i.test(name)) && /threshold|minimum/i.test(path);
}

/** The last key that is no number, and whether something above it makes exceptions. */
function place(path: string): { key: string; isException: boolean } {
  const keys = keysOf(path);
  const named = keys.filter((key) => !/^\d+$/.test(key) && key !== "=" && key !== "@value");
  const key = (named.at(-1) ?? "").replace(/^.*:/, "");
  return {
    key,
    isException:
      named.slice(0, -1).some((name) => sparing.test(name)) ||
      named.some((name) => /^overrides?$/i.test(name)),
  };
}

function isStricter(path: string, before: Scalar, after: Scalar): boolean {
  const { key, isException } = place(path);
  if (isException) return false;
  const isFloor = floors.test(key) || ofCoverage(path);
  if (typeof before === "number" && typeof after === "number") {
    if (ceilings.test(key)) return after < before && after > 0;
    if (isFloor) return after > before;
  }
  if (typeof before === "boolean" && typeof after === "boolean")
    return after ? wantedTrue.test(key) : wantedFalse.test(key);
  const [was, is] = [severityOf(before), severityOf(after)];
  return was !== -1 && is > was;
}

function isStricterItem(path: string, isAdded: boolean): boolean {
  const [list = "", item = ""] = path.split(itemMark);
  const { key, isException } = place(list);
  if (isException || /^[!-]/.test(item)) return false;
  return isAdded ? checking.test(key) && !sparing.test(key) : sparing.test(key);
}

function isStricterNew(path: string, value: Scalar): boolean {
  const { key, isException } = place(path);
  if (isException) return false;
  if (path.includes(itemMark)) return isStricterItem(path, true);
  if (typeof value === "boolean") return value ? wantedTrue.test(key) : wantedFalse.test(key);
  const inRules = keysOf(path).some((name) =>
    /^(?:rules|lints|clippy|errors|coverage|coverageThreshold)$/i.test(name),
  );
  return inRules && (severityOf(value) >= 3 || (typeof value === "number" && ofCoverage(path)));
}

function changesOnlyAskForMore(before: Leaves, after: Leaves): boolean {
  let changes = 0;
  for (const [path, value] of before) {
    if (after.has(path) && Object.is(after.get(path), value)) continue;
    changes += 1;
    if (
      !after.has(path)
        ? !(path.includes(itemMark) && isStricterItem(path, false))
        : !isStricter(path, value, after.get(path) ?? null)
    )
      return false;
  }
  for (const [path, value] of after) {
    if (before.has(path)) continue;
    changes += 1;
    if (!isStricterNew(path, value)) return false;
  }
  return changes > 0;
}

/**
 * Whether a configuration of checks asks for more after a change than before, and for nothing less: a threshold raised, a
 * rule added, a time limit lowered. Anything that is not known to be stricter is not.
 */
export function asksForMore(path: string, before: string, after: string): boolean {
  const [had, has] = [readConfiguration(path, before), readConfiguration(path, after)];
  return had !== null && has !== null && changesOnlyAskForMore(had, has);
}
