import { createPhraseFinder } from "../lines/phrases";
import type { Cause } from "./cause";
import { codeCauses } from "./code";
import { infrastructureCauses } from "./infrastructure";
import { setUpCauses } from "./set-up";

const causes: readonly Cause[] = [...infrastructureCauses, ...setUpCauses, ...codeCauses];
const findPhrases = createPhraseFinder(causes.map((cause) => cause.phrases));
/** The finder takes every digit for any: causes with a code such as 137 in their words are looked at again. */
const withCodes = new Set(causes.filter((cause) => cause.phrases.some((phrase) => /[1-9]/.test(phrase))));

/** The causes of which the words stand in a line, in the order of their registration. */
export function findCauses(text: string): Cause[] {
  const found = findPhrases(text);
  if (found === 0) return [];
  const lower = text.toLowerCase();
  return causes.filter(
    (cause, index) =>
      found & (1 << index) &&
      !cause.unless?.some((phrase) => lower.includes(phrase)) &&
      (!withCodes.has(cause) || cause.phrases.some((phrase) => stands(phrase, lower))),
  );
}

/** "0" is any digit, every other digit itself; "^" is the start of the text. */
function stands(phrase: string, lower: string): boolean {
  const isStart = phrase.startsWith("^");
  const words = isStart ? phrase.slice(1) : phrase;
  const folded = fold(words);
  const text = fold(lower);
  for (let at = text.indexOf(folded); at >= 0; at = text.indexOf(folded, at + 1)) {
    if (isStart && at > 0) return false;
    if (isSame(words, lower, at)) return true;
  }
  return false;
}

function fold(text: string): string {
  return text.replace(/\d/g, "0");
}

function isSame(words: string, text: string, at: number): boolean {
  for (let i = 0; i < words.length; i++) {
    if (/[1-9]/.test(words[i] ?? "") && words[i] !== text[at + i]) return false;
  }
  return true;
}
