import type { Family } from "./family";
import { forms } from "./forms/index";
import { runners } from "./runners/index";
import { signals } from "./signals/index";
import { tools } from "./tools/index";

/** All families. Earlier ones win where two claim a line as a diagnostic, so particular ones stand before general ones. */
export const families: readonly Family[] = [...forms, ...runners, ...tools, ...signals];

/**
 * By index: does the family read what a provider wrote around a line, such as `##[error]`? All others get the tool's own
 * text.
 */
export const readsMarks: readonly boolean[] = families.map(
  (family) => forms.includes(family) || signals.includes(family),
);
