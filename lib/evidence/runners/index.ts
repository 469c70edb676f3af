import type { Family } from "../family";
import { jest } from "./jest";
import { nodeTest } from "./node-test";
import { pytest } from "./pytest";
import { tap } from "./tap";

/** One line a test runner. */
export const runners: readonly Family[] = [jest, nodeTest, pytest, tap];
