import type { Readable, Writable } from "node:stream";

/** What runs where: one command, one writable tree, limits that hold for every process it starts. */
export interface SandboxRequest {
  /** Program and arguments; nothing is interpreted by a shell unless the program is one. */
  command: readonly [string, ...string[]];
  /** Absolute path of the one folder that the command may write; also its working directory's root. */
  treeDirectory: string;
  /** Relative to the tree. Default: the tree itself. */
  workingDirectory?: string;
  /** The whole environment: nothing is inherited. PATH, HOME and TMPDIR are set by the sandbox. */
  environment?: Readonly<Record<string, string>>;
  standardInput?: string;
  timeoutSeconds: number;
  /** Standard output and error are kept up to this many bytes each; the rest is counted and dropped. */
  outputBytesMax?: number;
  signal?: AbortSignal;
  /**
   * For a program that is spoken with while it runs: gets its standard input and output when it has started, instead of
   * `standardInput` and `standardOutput`. A program that writes more than `outputBytesMax` is killed.
   */
  converse?: (streams: { input: Writable; output: Readable }) => void;
}

export interface SandboxResult {
  exitCode: number | null;
  /** Name of the signal that ended it, null when it exited by itself. */
  signal: string | null;
  timedOut: boolean;
  standardOutput: string;
  standardError: string;
  truncated: boolean;
  durationMs: number;
}

/** No network, no secrets, no process left behind when `run` answers. */
export interface Sandbox {
  readonly id: "bubblewrap" | "process";
  /** True when the walls are the kernel's, not good manners: code nobody trusts may run. */
  readonly isolates: boolean;
  run(request: SandboxRequest): Promise<SandboxResult>;
}
