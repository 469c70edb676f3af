import type { Family } from "../family";
import { eslint } from "./eslint";
import { prettier } from "./prettier";
import { tsc } from "./tsc";

/** One line a tool family; particular formats before general ones. */
export const tools: readonly Family[] = [eslint, tsc, prettier];
