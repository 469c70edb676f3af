import { assertNever } from "@/lib/assert";
import { type FoundSandbox, findBubblewrap } from "./bubblewrap";
import { findControlGroups } from "./control-groups";
import type { Machine } from "./machine";
import { createProcessSandbox } from "./process";

export interface SandboxWish extends Omit<Machine, "makeGroup"> {
  /** `process` is no wall, so it is never fallen back to: a person chooses it. */
  wanted: "bubblewrap" | "process";
}

/** The sandbox for this machine, or what is missing and what to do. */
export function chooseSandbox({ wanted, ...wish }: SandboxWish): FoundSandbox {
  const machine: Machine = { ...wish, makeGroup: findControlGroups() };
  switch (wanted) {
    case "bubblewrap":
      return findBubblewrap(machine);
    case "process":
      return { found: true, sandbox: createProcessSandbox(machine) };
    default:
      return assertNever(wanted, "sandbox");
  }
}
