import { type Automaton, buildAutomaton, ROW_SHIFT } from "../lines/automaton";
import type { Cause } from "./cause";
import { codeCauses } from "./code";
import { infrastructureCauses } from "./infrastructure";
import { setUpCauses } from "./set-up";

const causes: readonly Cause[] = [...infrastructureCauses, ...setUpCauses, ...codeCauses];
let automaton: Automaton | undefined;

/** The causes of which the words stand in a line, in the order of their registration. */
export function findCauses(text: string): Cause[] {
  automaton ??= buildAutomaton(causes.map((cause) => cause.phrases));
  const { classes, next, firstSpecial, owners } = automaton;
  const found = new Set<number>();
  let state = automaton.lineStart;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    state = next[(state << ROW_SHIFT) | (code < 128 ? (classes[code] ?? 0) : 0)] ?? 0;
    if (state >= firstSpecial) for (const owner of owners[state - firstSpecial] ?? []) found.add(owner);
  }
  if (found.size === 0) return [];
  const lower = text.toLowerCase();
  return [...found]
    .sort((a, b) => a - b)
    .flatMap((index) => causes[index] ?? [])
    .filter(({ unless }) => !unless?.some((phrase) => lower.includes(phrase)));
}
