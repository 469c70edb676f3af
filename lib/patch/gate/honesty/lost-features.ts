import { isTestPath } from "@/lib/domain/paths/test-path";
import { languageOf } from "@/lib/domain/source/language";
import { codeTokens } from "@/lib/domain/source/tokens";
import { entryText } from "../../compare-patch-trees";
import type { PatchFile } from "../../patch";
import type { TreeEntry } from "../../tree";
import type { GateFinding, GateInput, GateRule } from "../rule";
import { namesDeclaredIn } from "./declared-names";

const waits = /^(?:sleep|Sleep|usleep|nanosleep|setTimeout|delay|sleep_ms|sleep_for)$/;

interface SourceFacts {
  /** Names of what the file declares. */
  names: Set<string>;
  waits: number;
  lines: number;
}

function sourceFacts(path: string, entry: TreeEntry | undefined): SourceFacts {
  const facts: SourceFacts = { names: new Set(), waits: 0, lines: 0 };
  const language = languageOf(path);
  const text = entry ? entryText(entry) : null;
  if (language === null || text === null) return facts;
  const tokens = codeTokens(text, language);
  const lines = new Set<number>();
  facts.names = namesDeclaredIn(tokens);
  for (const [index, token] of tokens.entries()) {
    lines.add(token.line);
    if (token.kind !== "word") continue;
    const next = tokens[index + 1];
    if (waits.test(token.text) && next?.text === "(") facts.waits += 1;
  }
  facts.lines = lines.size;
  return facts;
}

/** Fewer lines of code than this share of what was: a feature went, not a mistake. */
const leftShareMin = 0.5;
const linesMin = 12;

function judgeFile(file: PatchFile, { before, after, rules }: GateInput): GateFinding[] {
  if (isTestPath(file.path) || languageOf(file.path) === null) return [];
  const finding = (reason: string): GateFinding[] => [
    {
      rule: "lost-features",
      severity: "warn",
      path: file.path,
      line: file.lines.find(({ kind }) => kind !== "context")?.newLine ?? null,
      reason,
    },
  ];
  const had = sourceFacts(file.path, before.get(file.path));
  if (file.status === "deleted") return finding("A file of the code was deleted: was it what failed?");
  const has = sourceFacts(file.path, after.get(file.path));
  const lost = [...had.names].filter((name) => !has.names.has(name));
  const gained = [...has.names].filter((name) => !had.names.has(name));
  // A linter asks to remove what nobody uses.
  if (lost.length > gained.length && rules.category !== "lint")
    return finding(`The code declares ${lost[0]} no more: was it what failed?`);
  if (had.lines >= linesMin && has.lines < had.lines * leftShareMin)
    return finding("More than half of this file is gone: was it what failed?");
  if (file.status === "modified" && has.waits > had.waits)
    return finding("The code now waits a fixed time: that hides a race, it does not end it.");
  return [];
}

/** A feature that is gone cannot fail, and one that sleeps fails later. A person judges whether that was the repair. */
export const lostFeatures: GateRule = {
  id: "lost-features",
  judge: (input) => input.patch.files.flatMap((file) => judgeFile(file, input)),
};
