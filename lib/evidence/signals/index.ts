import type { Family } from "../family";
import { components } from "./components";
import { framed } from "./framed";
import { trouble } from "./trouble";

/**
 * General signs of trouble, for everything that no runner and no tool family knows, what programs frame
 * themselves, and what was put in place before.
 */
export const signals: readonly Family[] = [trouble, framed, components];
