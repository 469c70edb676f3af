import type { Family } from "../family";
import { githubActions } from "./github-actions";

/** How providers mark steps and their ends inside the text. */
export const forms: readonly Family[] = [githubActions];
