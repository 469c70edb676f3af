import type { Family } from "../family";
import { antJunit } from "./ant-junit";
import { gradle } from "./gradle";
import { jest } from "./jest";
import { mocha } from "./mocha";
import { nodeTest } from "./node-test";
import { pytest } from "./pytest";
import { sbt } from "./sbt";
import { surefire } from "./surefire";
import { tap } from "./tap";
import { unittest } from "./unittest";

/** One line a test runner. */
export const runners: readonly Family[] = [
  jest,
  mocha,
  nodeTest,
  pytest,
  unittest,
  surefire,
  antJunit,
  gradle,
  sbt,
  tap,
];
