import { isTestPath } from "@/lib/domain/paths/test-path";
import { type Language, languageOf } from "@/lib/domain/source/language";
import type { Token } from "@/lib/domain/source/tokens";
import { entryText } from "../../compare-patch-trees";
import type { GateInput } from "../rule";
import { collectedAlike } from "./collected-alike";
import { declaredNames } from "./declared-names";
import type { TestUnit } from "./syntax/test-units";

/** What a patch adds to other files of tests, and what it takes from the code: a test that is gone may be there, or have nothing to test. */
export interface Elsewhere {
  /** Units of tests that came with the patch, where a runner finds them. */
  added: TestUnit[];
  /** Names that the patch takes from the code, and that no code speaks of any more. */
  removedNames: ReadonlySet<string>;
}

interface AddedUnits {
  path: string;
  isNew: boolean;
  /** Whether each test of it is known by itself. */
  byTree: boolean;
  units: readonly TestUnit[];
}

async function addedUnits(language: Language, input: GateInput): Promise<AddedUnits[]> {
  const added: AddedUnits[] = [];
  for (const { path, status } of input.patch.files) {
    if (status === "deleted" || !isTestPath(path) || languageOf(path) !== language) continue;
    const readings = await input.tests.read(path, language);
    const known = new Set(readings?.before.map(({ key }) => key));
    const isNew = status === "added";
    const units = readings?.after.filter(({ key }) => isNew || !known.has(key)) ?? [];
    if (units.length > 0) added.push({ path, isNew, byTree: readings?.reading.by === "tree", units });
  }
  return added;
}

/** As the runner that found `path` sees them: what it does not find is code that tests may call. */
function seenFrom(path: string, added: readonly AddedUnits[]): TestUnit[] {
  return added
    .filter((other) => other.path !== path)
    .filter((other) => other.byTree || !other.isNew || collectedAlike(path, other.path))
    .flatMap(({ path: other, isNew, units }) =>
      !isNew || collectedAlike(path, other)
        ? units
        : units.map((unit) => (unit.kind === "test" ? { ...unit, kind: "rest" as const } : unit)),
    );
}

/** Of more files nobody reads every word. */
const filesMax = 4_000;

function isSpokenOf(name: string, { after }: GateInput, language: Language): boolean {
  let files = 0;
  for (const [path, entry] of after) {
    if (languageOf(path) !== language || isTestPath(path)) continue;
    files += 1;
    if (files > filesMax) return true;
    if (entryText(entry)?.includes(name)) return true;
  }
  return false;
}

function removedNames(input: GateInput, language: Language): Set<string> {
  const removed = new Set<string>();
  for (const { path, status } of input.patch.files) {
    if (status === "added" || isTestPath(path) || languageOf(path) !== language) continue;
    const has = declaredNames(path, input.after.get(path));
    for (const name of declaredNames(path, input.before.get(path)))
      if (!has.has(name) && name.length > 3 && !isSpokenOf(name, input, language)) removed.add(name);
  }
  return removed;
}

/** Of each file of tests; what all files of a language share is worked out once. */
export function createElsewhere(input: GateInput): (path: string, language: Language) => Promise<Elsewhere> {
  const known = new Map<Language, { added: Promise<AddedUnits[]>; removedNames: ReadonlySet<string> }>();
  return async (path, language) => {
    const shared = known.get(language) ?? {
      added: addedUnits(language, input),
      removedNames: removedNames(input, language),
    };
    known.set(language, shared);
    return { added: seenFrom(path, await shared.added), removedNames: shared.removedNames };
  };
}

/** The name of something that is no more, and that a test speaks of. */
export function deadName(tokens: readonly Token[], { removedNames }: Elsewhere): string | null {
  return tokens.find(({ kind, text }) => kind === "word" && removedNames.has(text))?.text ?? null;
}
