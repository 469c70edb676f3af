import type { Sandbox, SandboxMount } from "../types";

/** The same sandbox, in which every tree has these folders, unless a request names its own. */
export function withMounts(sandbox: Sandbox, mounts: readonly SandboxMount[]): Sandbox {
  if (mounts.length === 0) return sandbox;
  return { ...sandbox, run: (request) => sandbox.run({ mounts, ...request }) };
}
