import type { Family } from "../family";
import { trouble } from "./trouble";

/** General signs of trouble, for everything that no runner and no tool family knows. */
export const signals: readonly Family[] = [trouble];
