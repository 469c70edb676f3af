import { assertNever } from "@/lib/assert";
import { type FoundSandbox, findBubblewrap } from "./bubblewrap";
import { createProcessSandbox } from "./process";

export interface SandboxWish {
  /** `process` is no wall, so it is never fallen back to: a person chooses it. */
  wanted: "bubblewrap" | "process";
  /** Folders of tools that commands find first; readable inside. */
  toolPath: readonly string[];
  /** PATH on which bwrap and prlimit are looked for. */
  searchPath: string;
}

/** The sandbox for this machine, or what is missing and what to do. */
export function chooseSandbox({ wanted, toolPath, searchPath }: SandboxWish): FoundSandbox {
  switch (wanted) {
    case "bubblewrap":
      return findBubblewrap(toolPath, searchPath);
    case "process":
      return { found: true, sandbox: createProcessSandbox(toolPath, searchPath) };
    default:
      return assertNever(wanted, "sandbox");
  }
}
