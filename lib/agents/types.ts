import type { Brief } from "@/lib/domain/brief";

/** Runs one command in the sandbox that the caller chose, in the agent's tree. Same shape as `Sandbox.run`, tree fixed. */
export type RunInTree = (request: {
  command: readonly [string, ...string[]];
  workingDirectory?: string;
  environment?: Readonly<Record<string, string>>;
  standardInput?: string;
  timeoutSeconds: number;
  /** Another copy of the tree to run in; default is the agent's own. */
  treeDirectory?: string;
}) => Promise<{
  exitCode: number | null;
  timedOut: boolean;
  standardOutput: string;
  standardError: string;
  durationMs: number;
}>;

export interface AgentTask {
  brief: Brief;
  /** A plain tree without `.git`. What the agent changes here is computed by the caller; it reports nothing. */
  treeDirectory: string;
  /** Empty scratch folder outside the tree, removed by the caller. */
  scratchDirectory: string;
  run: RunInTree;
  /** Epoch milliseconds. The agent stops by itself before it; the caller kills it then. */
  deadlineMs: number;
  now: () => number;
  signal: AbortSignal;
  /** One line for the transcript that people read live. Text is redacted and capped by the caller. */
  say: (line: string) => void;
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
  suits(brief: Brief): Suitability;
  repair(task: AgentTask): Promise<AgentReport>;
}
