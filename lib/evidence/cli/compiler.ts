import { setFlagsFromString } from "node:v8";

/**
 * V8 spends a third of a short batch on optimising functions, and most of that on copying small ones into their
 * callers again and again. Of the many functions here only few run for long: those still become fast, later and without
 * so many copies. See `node --v8-options`. For the whole process, threads included; before the first log is read.
 */
export function compileSparingly(): void {
  setFlagsFromString("--max-inlined-bytecode-size-cumulative=200");
  setFlagsFromString("--interrupt-budget=400000");
}
