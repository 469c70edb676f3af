import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Brief } from "@/lib/domain/brief";
import { languageOf } from "@/lib/domain/source/language";

/** How to ask whether an edit repairs the failure. */
export interface TestCommands {
  /** The failing tests' whole files alone, without a shell; null where we do not know how to start them alone. */
  focused: readonly (readonly [string, ...string[]])[] | null;
  /** The failing step's own commands. */
  steps: readonly string[];
}

/** A test file alone. Node's own tests report by the exit code of a plain run, which spares the runner's second process. */
async function commandFor(
  tree: string,
  file: string,
  step: string,
): Promise<readonly [string, ...string[]] | null> {
  const language = languageOf(file);
  const text = await readFile(join(tree, file), "utf8");
  if (language === "javascript" && /["']node:test["']/.test(text)) {
    const typed = /\.[cm]?tsx?$/.test(file);
    if (!typed && !/\btsx\b/.test(step)) return ["node", file];
    return /\btsx\b/.test(step) ? ["tsx", file] : ["node", "--import", "tsx", file];
  }
  if (language === "python" && /\bunittest\b/.test(text) && !/\bpytest\b/.test(step))
    return ["python3", "-m", "unittest", file.replace(/\.py$/, "").replaceAll("/", ".")];
  if (language === "python" && /\bpytest\b/.test(step))
    return ["python3", "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", file];
  return null;
}

export async function findTestCommands(
  brief: Brief,
  tree: string,
  files: readonly string[],
): Promise<TestCommands> {
  // Where a lint step fails beside the tests, no edit that repairs the tests turns it green.
  const testing = brief.reproduction.filter(({ tests }) => tests.length > 0);
  const steps = [
    ...new Set([
      ...(testing.length > 0 ? testing : brief.reproduction).map(({ command }) => command),
      ...(brief.reproduction.length > 0 ? [] : brief.steps.flatMap(({ command }) => command ?? [])),
    ]),
  ];
  const all = steps.join("\n");
  const manifest = await readFile(join(tree, "package.json"), "utf8").catch(() => "");
  const commands = [];
  for (const file of files) {
    const command = await commandFor(tree, file, `${all}\n${manifest}`);
    if (command === null) return { focused: null, steps };
    commands.push(command);
  }
  return { focused: commands.length > 0 ? commands : null, steps };
}
