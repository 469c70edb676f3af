import type { AssertionShape } from "./assertion-shapes";
import type { TestUnit } from "./syntax/test-units";

export interface Assertion {
  unit: TestUnit;
  text: string;
  /** What it asks of what, in whatever words of a library; null where that is not known. */
  shape: AssertionShape | null;
  from: number;
  to: number;
}

/** The same question in the words of another library. In the same words, what was exchanged is another question. */
export function saysOtherwise(left: AssertionShape | null, right: AssertionShape | null): boolean {
  return left !== null && right !== null && left.asks === right.asks && left.words !== right.words;
}

/** Packages of Go's library that tests set things up with: https://pkg.go.dev/std */
const settingUp =
  /^(?:os|io|ioutil|filepath|path|json|xml|http|url|bytes|bufio|template|fs|embed|net|exec|sql|time)$/;

/** `require.NoError(t, err)` behind `golden, err := os.ReadFile(…)`: where the call went, nothing is left to be asked. */
export function wentWithItsCall({ unit, from, to }: Assertion, partner: TestUnit): boolean {
  const said = unit.tokens.slice(from, to).filter(({ kind }) => kind === "word");
  if (!said.every(({ text }) => /^(?:require|assert|NoError|Nil|t|err)$/.test(text))) return false;
  let at = from - 1;
  while (at > 0 && unit.tokens[at]?.text !== ":=" && unit.tokens[at]?.text !== "=") at -= 1;
  const [name, dot, method] = unit.tokens.slice(at + 1, at + 4);
  if (unit.tokens[at - 1]?.text !== "err" || dot?.text !== "." || !settingUp.test(name?.text ?? ""))
    return false;
  return !partner.tokens.some(
    ({ text }, index) => text === name?.text && partner.tokens[index + 2]?.text === method?.text,
  );
}

const ofError =
  /^(?:e|ex|err|error|exc|excinfo|exception|thrown|raised|caught|value|str|getMessage|message|Message|what)$/;

/** `"^gave up$"` → `"gave up"` */
function unanchored(text: string): string {
  return text.replace(/^"\^/, '"').replace(/\$"$/, '"');
}

/** Where `target` waits for the error of `one` and asks what it says too: the assertion that asked that before. */
export function alsoAskedBy(
  target: Assertion,
  one: Assertion,
  others: readonly Assertion[],
): Assertion | null {
  const [has, had] = [target.shape, one.shape];
  if (has?.kind !== "throws" || had?.kind !== "throws" || has.words === had.words) return null;
  const open = [...has.content];
  for (const word of had.content.filter((text) => text !== "as" && !ofError.test(text))) {
    const index = open.indexOf(word);
    if (index === -1) return null;
    open.splice(index, 1);
  }
  const isText = (word: string) => word.startsWith('"');
  if (open.length === 0 || !open.every(isText)) return null;
  return (
    others.find(({ shape }) => {
      const content = shape?.content ?? [];
      return (
        open.every((word) => content.includes(unanchored(word))) &&
        content.every((word) => (isText(word) ? open.map(unanchored).includes(word) : ofError.test(word)))
      );
    }) ?? null
  );
}
