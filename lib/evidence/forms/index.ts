import type { Family } from "../family";
import { circleci } from "./circleci";
import { githubActions } from "./github-actions";
import { gitlab } from "./gitlab";
import { jenkins } from "./jenkins";
import { resources } from "./resources";
import { travis } from "./travis";

/** How providers mark steps and their ends inside the text, and what ends a job on any of them. */
export const forms: readonly Family[] = [githubActions, gitlab, travis, circleci, jenkins, resources];
