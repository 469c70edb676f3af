import type { Family } from "./family";
import { forms } from "./forms/index";
import { runners } from "./runners/index";
import { signals } from "./signals/index";
import { tools } from "./tools/index";

/** All families. Earlier ones win where two claim a line as a diagnostic, so particular ones stand before general ones. */
export const families: readonly Family[] = [...forms, ...runners, ...tools, ...signals];

/** Families that read what a provider wrote around a line, such as `##[error]`; all others get the tool's own text. */
export const readersOfMarks: ReadonlySet<Family> = new Set([...forms, ...signals]);
