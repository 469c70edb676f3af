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
  /** The one place outside that the command may reach. Default: none. */
  modelEndpoint?: ModelEndpoint;
  /** Folders that are shown in the tree and cannot be written. A back end without walls leaves them out. */
  mounts?: readonly SandboxMount[];
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

export interface SandboxMount {
  /** Absolute path of a folder of ours. */
  from: string;
  /** Path in the tree. */
  to: string;
  /** Folders of it that can be written all the same, in memory; each has to be there. */
  scratch: readonly string[];
  /** Folder of it whose programs commands find before all others. */
  programs?: string;
}

/** The model proxy on our side. Inside it is reached at the same address, so its URL holds on both sides. */
export interface ModelEndpoint {
  /** TCP port on 127.0.0.1, where the proxy listens and where the command finds it. */
  port: number;
}

export interface SandboxEnd {
  exitCode: number | null;
  /** Name of the signal that ended it, null when it exited by itself. */
  signal: string | null;
  timedOut: boolean;
  /** The limit that was passed, for all processes together; null where none was. */
  exceeded: "memory" | "processes" | "disk" | null;
  durationMs: number;
}

export interface SandboxResult extends SandboxEnd {
  standardOutput: string;
  standardError: string;
  truncated: boolean;
}

/** One wall or limit, and what holds it on this machine. */
export interface SandboxFact {
  what: string;
  /** False where nothing does: for people who decide whether to run agents here. */
  holds: boolean;
  how: string;
}

/** The back ends, as `REGREEN_SANDBOX` names them. */
export const sandboxIds = ["bubblewrap", "sandbox-runtime", "runsc", "vercel-sandbox", "process"] as const;
export type SandboxId = (typeof sandboxIds)[number];

/** No network but the endpoint, no secrets, no process left behind at the end. */
export interface Sandbox {
  readonly id: SandboxId;
  /** `own`: what the command calls a kernel is not the host's, so what that kernel permits touches nothing of the host. */
  readonly kernel: "shared" | "own";
  /** `elsewhere`: on another machine, where a command neither reaches our door to models nor can be spoken with. */
  readonly place: "here" | "elsewhere";
  /** True when the walls are the kernel's, not good manners: code nobody trusts may run. */
  readonly isolates: boolean;
  /** What holds on this machine, for the settings page. */
  readonly facts: readonly SandboxFact[];
  /** @throws the reason of the request's signal where that has fired */
  run(request: SandboxRequest): Promise<SandboxResult>;
}

/** A back end that works on this machine, or what is missing and how to get it. */
export type FoundSandbox = { found: true; sandbox: Sandbox } | { found: false; reason: string };
