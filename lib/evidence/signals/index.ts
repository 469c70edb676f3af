import type { Family } from "../family";
import { errorWords } from "./error-words";

/** General signs of trouble, for everything that no runner and no tool family knows. */
export const signals: readonly Family[] = [errorWords];
