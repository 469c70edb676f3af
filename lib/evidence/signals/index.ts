import type { Family } from "../family";
import { components } from "./components";
import { trouble } from "./trouble";

/** General signs of trouble, for everything that no runner and no tool family knows, and what was put in place before. */
export const signals: readonly Family[] = [trouble, components];
