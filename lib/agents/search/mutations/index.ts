import type { Code } from "../code";
import type { Edit } from "../edit";
import { missingAwait, swappedArguments } from "./calls";
import { literals, offByOne } from "./literals";
import { names } from "./names";
import { negations, operators } from "./operators";

const all = [operators, negations, literals, offByOne, names, swappedArguments, missingAwait];

/** Every single small edit of a file that we know of. */
export function mutationsOf(code: Code): Edit[] {
  return all.flatMap((mutate) => mutate(code));
}
