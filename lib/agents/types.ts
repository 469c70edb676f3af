import type { Readable, Writable } from "node:stream";
import type { Brief } from "@/lib/domain/brief";
import type { ModelProtocol } from "@/lib/domain/model";
import type { RegistryKind } from "@/lib/package-managers/types";

/** Runs one command in the sandbox that the caller chose, in the agent's tree. Same shape as `Sandbox.run`, tree fixed. */
export type RunInTree = (request: {
  command: readonly [string, ...string[]];
  workingDirectory?: string;
  environment?: Readonly<Record<string, string>>;
  standardInput?: string;
  timeoutSeconds: number;
  /** Another copy of the tree to run in; default is the agent's own. */
  treeDirectory?: string;
  /** Whether the command may reach the task's model, and nothing else. Default: no network at all. */
  reachesModel?: boolean;
  /** For a program that is spoken with while it runs; its output is then not kept. */
  converse?: (streams: { input: Writable; output: Readable }) => void;
  /** Ends this command; the task's own signal ends it too. */
  signal?: AbortSignal;
}) => Promise<{
  exitCode: number | null;
  timedOut: boolean;
  /** The limit that was passed, for all processes together; null where none was. */
  exceeded: "memory" | "processes" | "disk" | null;
  standardOutput: string;
  standardError: string;
  /** It said more than is kept, or more than a program that is spoken with may say. */
  truncated: boolean;
  durationMs: number;
}>;

/** Starts a workflow of the repository for the failing commit, and waits for it until its end, its time limit or the abort. */
export type RunInActions = (request: {
  /** File name in `.github/workflows` of the default branch. */
  workflow: string;
  brief: string;
  prompt: string;
  /** Epoch milliseconds. */
  deadlineMs: number;
  /** Called once with the run's page. */
  onStarted: (url: string) => void;
}) => Promise<
  /** A `.tar.gz` that the run handed back, which nobody has looked into, what its agent said, and how the run ended. */
  | { kind: "tree"; archive: Uint8Array; words: string; conclusion: string; url: string }
  | { kind: "none"; reason: string }
>;

/** The one model that a run may ask, through our own door. The token is worth nothing elsewhere. */
export interface ModelAccess {
  protocol: ModelProtocol;
  /** Name of the model, exactly as the endpoint knows it. */
  model: string;
  /** Without a path: the vendors' own paths (`/v1/…`) hang below it. Holds on our side and in the sandbox. */
  url: string;
  token: string;
}

/** One registry of packages, and a way to run commands that reach it and nothing else. */
export type RegistryAccess =
  | {
      kind: "open";
      /** As it is seen inside, with the slash at its end. */
      url: string;
      run: RunInTree;
      close: () => Promise<void>;
    }
  | { kind: "closed"; reason: string };

/** An address of ours for one run, to which an agent elsewhere may send its answer instead of being asked for it. */
export interface Callback {
  url: string;
  /** Signs the answer; worth nothing anywhere else. */
  token: string;
  expiresAt: Date;
  /** The signed body, once it came; null until then. */
  takeAnswer: () => Promise<string | null>;
}

export interface AgentTask {
  brief: Brief;
  /** The brief as words for a coding agent, with the ways in which it may end. */
  prompt: string;
  /** A plain tree without `.git`. What the agent changes here is computed by the caller; it reports nothing. */
  treeDirectory: string;
  /** Empty scratch folder outside the tree, removed by the caller. */
  scratchDirectory: string;
  run: RunInTree;
  /** Files that say what CI runs, of the base commit: without a word of the pull request. */
  ciConfiguration: () => Promise<readonly { path: string; text: string }[]>;
  runInActions: RunInActions;
  /** Null for an agent that has no model. */
  model: ModelAccess | null;
  /** What people or CI told the session since the last call, oldest first. Each is answered once. */
  takeMessages: () => Promise<readonly string[]>;
  /** For commands on manifests and lock files in a folder of their own, never in the tree with the code. The caller closes it. */
  openRegistry: (wanted: {
    kind: RegistryKind;
    /** Whether known weaknesses are asked for. */
    asks: boolean;
  }) => Promise<RegistryAccess>;
  /** For an agent that works elsewhere. It is closed with the run. */
  openCallback: () => Promise<Callback>;
  /** Epoch milliseconds. The agent stops by itself before it; the caller kills it then. */
  deadlineMs: number;
  now: () => number;
  signal: AbortSignal;
  /** One line for the transcript that people read live. Text is redacted and capped by the caller. */
  say: (line: string) => void;
  /** Counts one use of a tool. False: the run has used as many as it may, and ends. */
  countToolCall: () => boolean;
}

/** What an agent says of its own run. Notes are untrusted text; the tree is the truth. */
export type AgentReport =
  | { kind: "edited"; notes: string }
  | { kind: "no_change"; notes: string }
  | { kind: "gave_up"; reason: "real_bug" | "cannot_reproduce"; notes: string }
  | { kind: "failed"; notes: string };

export type Suitability = { suits: true } | { suits: false; reason: string };

/** Who edits the code. `suits` is asked first and is pure; `repair` edits the tree and reports. */
export interface Agent {
  readonly id: string;
  readonly title: string;
  /** Whether it runs code of the repository, which then needs walls for code that nobody trusts. */
  readonly runsRepositoryCode: boolean;
  /** Whether it works in the repository's own GitHub Actions: it then needs no sandbox here, and gets no fork's failures. */
  readonly worksInActions?: boolean;
  /** Whether a person's message reaches it while it runs. */
  readonly hearsMessages?: boolean;
  suits(brief: Brief): Suitability;
  repair(task: AgentTask): Promise<AgentReport>;
}

/** What a person set up for an agent. The secret is opened only when the agent is about to use it. */
export interface AgentSetup<Options> {
  /** Name under which settings order it. */
  id: string;
  options: Options;
  secret: () => string | null;
}
