import { isTestPath } from "@/lib/domain/paths/test-path";
import { languageOf } from "@/lib/domain/source/language";
import { codeTokens, type Token } from "@/lib/domain/source/tokens";
import { entryText } from "../../compare-patch-trees";
import { addedLines, type PatchFile, type PatchLine, removedLines } from "../../patch";
import type { Tree } from "../../tree";
import type { GateInput } from "../rule";
import { namesDeclaredIn } from "./declared-names";

/** What a patch does to the declarations of the code, outside of tests. */
export interface CodeNames {
  /** Declared by a line that came, and by none that went. */
  added: ReadonlySet<string>;
  /** Declared by a line that went and by another that came: it takes or gives something else. */
  changed: ReadonlySet<string>;
  /** Declared by a line that went and by none that came. */
  removed: ReadonlySet<string>;
  /** Around a line that came or went: the function that it stands in, or what it declares. */
  touched: ReadonlySet<string>;
}

const typed = /^(?:class|struct|enum|record|object|exception|defexception|type|interface|trait)$/;

const modifying =
  /^(?:abstract|public|private|protected|internal|static|async|export|override|suspend|fun|open|readonly|declare|virtual|final|pub|fn|def)$/;

/** `Name = errors.New(…)`, `record Name(`, and methods of an interface: `Type name(…);` */
function otherNames(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token, index) => {
    const next = tokens[index + 1];
    if (token.kind !== "word" || next === undefined) return [];
    if (next.kind === "word" && typed.test(token.text)) return [next.text];
    if (/^Err[A-Z]\w*$/.test(token.text) && next.text === "=") return [token.text];
    const before = tokens[index - 1];
    const isFirst = before === undefined || before.line < token.line || modifying.test(before.text);
    const isTyped =
      before?.kind === "word" &&
      /^(?:[A-Z]\w*|void|int|string|bool|boolean|long|double|Task)$/.test(before.text);
    if (next.text !== "(" || !(isFirst || isTyped)) return [];
    const end = tokens.findLast(({ line }) => line === token.line);
    const declares =
      isTyped ||
      tokens.some(
        ({ text, line }, at) => line === token.line && text === ":" && tokens[at - 1]?.text === ")",
      );
    return declares && /^[;,)\w>]/.test(end?.text ?? "") ? [token.text] : [];
  });
}

function namesOf(path: string, text: string): string[] {
  const language = languageOf(path);
  if (language === null) return [];
  const tokens = codeTokens(text, language);
  return [...namesDeclaredIn(tokens), ...otherNames(tokens)];
}

function textOf(lines: readonly PatchLine[]): string {
  return lines.map(({ text }) => text).join("\n");
}

/** A function of more lines is looked for no further. */
const linesMax = 200;

/** The last thing that is declared at or above each line of a side that the patch changed. */
function namesAround(path: string, source: string | null, changed: readonly number[]): string[] {
  const lines = (source ?? "").split("\n");
  const known = new Map<number, string[]>();
  function namesAt(line: number): string[] {
    const names = known.get(line) ?? namesOf(path, lines[line - 1] ?? "");
    known.set(line, names);
    return names;
  }
  return changed.flatMap((line) => {
    for (let at = line; at > 0 && at > line - linesMax; at -= 1) {
      const names = namesAt(at);
      if (names.length > 0) return names;
    }
    return [];
  });
}

function touchedIn(file: PatchFile, before: Tree, after: Tree): string[] {
  const [old, young] = [before.get(file.path), after.get(file.path)].map((entry) =>
    entry ? entryText(entry) : null,
  );
  return [
    ...namesAround(
      file.path,
      old ?? null,
      removedLines(file).flatMap(({ oldLine }) => oldLine ?? []),
    ),
    ...namesAround(
      file.path,
      young ?? null,
      addedLines(file).flatMap(({ newLine }) => newLine ?? []),
    ),
  ];
}

/** What is called so says nothing of what is meant. */
const common = /^(?:\w{1,2}|get|set|main|run|new|init|constructor|__init__|test|render|default|index)$/;

export function codeNames({
  patch,
  before,
  after,
}: Pick<GateInput, "patch" | "before" | "after">): CodeNames {
  const code = patch.files.filter(({ path }) => !isTestPath(path));
  const had = code.flatMap((file) => namesOf(file.path, textOf(removedLines(file))));
  const has = code.flatMap((file) => namesOf(file.path, textOf(addedLines(file))));
  const touched = code.flatMap((file) => touchedIn(file, before, after));
  return {
    added: new Set(has.filter((name) => !had.includes(name))),
    changed: new Set(has.filter((name) => had.includes(name))),
    removed: new Set(had.filter((name) => !has.includes(name))),
    touched: new Set(touched.filter((name) => !common.test(name))),
  };
}
