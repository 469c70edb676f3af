import type { TestUnit } from "./syntax/test-units";

export interface TestPair {
  before: TestUnit;
  after: TestUnit;
  renamed: boolean;
  /** Asks the same in the words of another library. */
  rewritten?: boolean;
}

export interface MatchedTests {
  pairs: TestPair[];
  /** Tests that are found under no name after the change. Groups and the rest of a file always have a partner. */
  gone: TestUnit[];
  added: TestUnit[];
}

/** Less of its words in common, and a test is another one. */
const likenessMin = 0.6;

function bodyOf({ tokens }: TestUnit): string {
  return tokens.map(({ text }) => text).join(" ");
}

/** Share of the words that both have, of those that either has. */
function likeness(left: TestUnit, right: TestUnit): number {
  const counts = new Map<string, number>();
  for (const { text } of left.tokens) counts.set(text, (counts.get(text) ?? 0) + 1);
  let common = 0;
  for (const { text } of right.tokens) {
    const count = counts.get(text) ?? 0;
    if (count === 0) continue;
    counts.set(text, count - 1);
    common += 1;
  }
  const all = left.tokens.length + right.tokens.length - common;
  return all === 0 ? 1 : common / all;
}

function takeWhere(units: TestUnit[], matches: (unit: TestUnit) => boolean): TestUnit | null {
  const index = units.findIndex(matches);
  return index === -1 ? null : (units.splice(index, 1)[0] ?? null);
}

/** What is left over of a group that lost or changed its name belongs to the rest of the file. */
function intoRest(rest: TestUnit | undefined, groups: readonly TestUnit[]): void {
  if (rest === undefined) return;
  const tokens = [...rest.tokens, ...groups.flatMap((group) => group.tokens)];
  rest.tokens = tokens.sort((left, right) => left.start - right.start);
}

/** Which test is which: by name, else by body, else by likeness. So a test that is only renamed or moved is not a lost one. */
export function matchTests(before: readonly TestUnit[], after: readonly TestUnit[]): MatchedTests {
  const open = [...after];
  const pairs: TestPair[] = [];
  let left = [...before];

  function match(find: (unit: TestUnit) => TestUnit | null, renamed: boolean): void {
    left = left.filter((unit) => {
      const partner = find(unit);
      if (partner !== null) pairs.push({ before: unit, after: partner, renamed });
      return partner === null;
    });
  }

  match(
    (unit) =>
      takeWhere(
        open,
        ({ kind, key, title }) => kind === unit.kind && key === unit.key && (kind === "rest" || title !== ""),
      ),
    false,
  );
  const bodies = new Map(left.map((unit) => [unit, bodyOf(unit)]));
  match(
    (unit) => takeWhere(open, (other) => other.kind === unit.kind && bodyOf(other) === bodies.get(unit)),
    true,
  );
  match((unit) => takeWhere(open, (other) => other.kind === unit.kind && other.title === unit.title), true);
  match((unit) => {
    if (unit.kind !== "test") return null;
    return takeWhere(open, (other) => other.kind === "test" && likeness(unit, other) >= likenessMin);
  }, true);

  const isTest = ({ kind }: TestUnit) => kind === "test";
  const rest = pairs.find(({ before }) => before.kind === "rest");
  intoRest(
    rest?.before,
    left.filter((unit) => !isTest(unit)),
  );
  intoRest(
    rest?.after,
    open.filter((unit) => !isTest(unit)),
  );
  return { pairs, gone: left.filter(isTest), added: open.filter(isTest) };
}
