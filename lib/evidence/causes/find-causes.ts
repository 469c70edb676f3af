import { createPhraseFinder } from "../lines/phrases";
import type { Cause } from "./cause";
import { codeCauses } from "./code";
import { infrastructureCauses } from "./infrastructure";
import { setUpCauses } from "./set-up";

const causes: readonly Cause[] = [...infrastructureCauses, ...setUpCauses, ...codeCauses];
const findPhrases = createPhraseFinder(causes.map((cause) => cause.phrases));

/** The causes of which the words stand in a line, in the order of their registration. */
export function findCauses(text: string): Cause[] {
  const found = findPhrases(text);
  if (found === 0) return [];
  const lower = text.toLowerCase();
  return causes.filter(
    ({ unless }, index) => found & (1 << index) && !unless?.some((phrase) => lower.includes(phrase)),
  );
}
