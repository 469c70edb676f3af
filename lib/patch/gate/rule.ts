import type { Category } from "@/lib/domain/loop";
import type { Patch } from "../patch";
import type { Tree } from "../tree";
import type { TestReader } from "./honesty/syntax/test-reader";

export interface GateFinding {
  /** Id of the rule, for example `protected-paths`. */
  rule: string;
  severity: "block" | "warn";
  path: string;
  /** From 1 in the new file, or in the old one where the line is gone. Null where the whole file is meant. */
  line: number | null;
  /** One sentence for people. */
  reason: string;
}

export interface FoundSecret {
  /** From 1, in the text that was searched. */
  line: number;
  /** What it looks like, for example `GitHub token`. Never the value. */
  what: string;
  /** Its shape or its exact value gives it away; false where only the name beside it does. */
  certain: boolean;
}

export interface GateRules {
  filesMax: number;
  /** Added and removed lines together. */
  linesMax: number;
  /** Of the whole diff. */
  bytesMax: number;
  /** How many findings of the honesty rules are only told; beyond it each of them blocks. */
  weakeningsMax: number;
  category: Category;
  /** Files that the evidence names and files of the pull request: changes elsewhere are worth a remark. */
  implicatedFiles: readonly string[];
  findSecrets: (text: string) => readonly FoundSecret[] | Promise<readonly FoundSecret[]>;
}

export interface GateInput {
  patch: Patch;
  before: Tree;
  after: Tree;
  rules: GateRules;
  tests: TestReader;
}

/** One thing that a patch must not do. It sees everything and says what it found; an empty list is a pass. */
export interface GateRule {
  id: string;
  judge(input: GateInput): GateFinding[] | Promise<GateFinding[]>;
}
