import { findBubblewrap } from "./bubblewrap";
import { findControlGroups } from "./control-groups";
import type { Machine } from "./machine";
import { createProcessSandbox } from "./process";
import { findProcessNumbers } from "./process-numbers";
import { findRunsc } from "./runsc";
import { findSandboxRuntime } from "./sandbox-runtime";
import type { FoundSandbox, SandboxId } from "./types";
import { findVercelSandbox } from "./vercel-sandbox";

export interface SandboxWish extends Omit<Machine, "makeGroup" | "numbers" | "vercel"> {
  vercel?: Machine["vercel"];
  /** `process` is no wall, so it is never fallen back to: a person chooses it. */
  wanted: SandboxId;
}

const backEnds: Readonly<Record<SandboxId, (machine: Machine) => FoundSandbox>> = {
  bubblewrap: findBubblewrap,
  "sandbox-runtime": findSandboxRuntime,
  runsc: findRunsc,
  "vercel-sandbox": findVercelSandbox,
  process: (machine) => ({ found: true, sandbox: createProcessSandbox(machine) }),
};

/** The sandbox for this machine, or what is missing and what to do. */
export function chooseSandbox({ wanted, vercel = null, ...wish }: SandboxWish): FoundSandbox {
  const makeGroup = findControlGroups();
  const numbers = makeGroup === null ? findProcessNumbers(wish.searchPath) : null;
  return backEnds[wanted]({ ...wish, makeGroup, numbers, vercel });
}
