import type { MakeControlGroup } from "./control-groups";
import type { Entry } from "./process-numbers";
import type { VercelSandboxSettings } from "./vercel-sandbox/client";

/** What a back end is built from. */
export interface Machine {
  /** Folders of tools that commands find first; readable inside. */
  toolPath: readonly string[];
  /** PATH on which the back end's own programs are looked for. */
  searchPath: string;
  /** Null where this process may make no control groups. */
  makeGroup: MakeControlGroup | null;
  /** Bounds the number of processes where nothing else does; null where it is not needed or not possible. */
  numbers: Entry | null;
  /** How machines at Vercel are reached; null where the operator set none. */
  vercel: VercelSandboxSettings | null;
}
