import { posix } from "node:path";
import type { Category } from "@/lib/domain/loop";
import { type Protection, protectionOf } from "@/lib/domain/paths/protected-path";
import { entryText } from "../compare-patch-trees";
import { addedLines, type PatchFile, removedLines } from "../patch";
import type { Tree } from "../tree";
import { calledByCi } from "./called-by-ci";
import { asksForMore } from "./configuration/asks-for-more";
import type { GateFinding, GateInput, GateRule } from "./rule";

/** What may change where exactly that is what failed. It is still said, so that a reviewer looks twice. */
const opened: Partial<Record<Category, readonly Protection[]>> = {
  dependency: ["manifest", "build_script"],
  security: ["manifest", "build_script"],
  configuration: ["check_configuration"],
};

type Found = NonNullable<ReturnType<typeof protectionOf>>;

/** Where links of protected places lead: who changes `docs/agents.md` behind `AGENTS.md` changes what agents obey. */
function linkTargets(before: Tree): [target: string, found: Found][] {
  return [...before].flatMap(([path, { kind, content }]): [string, Found][] => {
    if (kind !== "symlink") return [];
    const found = protectionOf(path);
    const target = posix.normalize(posix.join(posix.dirname(path), content.toString("utf8")));
    return found === null || target === "." || target.startsWith("..")
      ? []
      : [[target.replace(/\/$/, ""), found]];
  });
}

/** Only what decides what is red may become stricter; who makes it so makes no check easier. */
const mayAskForMore: readonly Protection[] = ["check_configuration", "manifest"];

function onlyAsksForMore({ path, status }: PatchFile, { before, after }: GateInput): boolean {
  if (status !== "modified") return false;
  const [had, has] = [before.get(path), after.get(path)].map((entry) => (entry ? entryText(entry) : null));
  return typeof had === "string" && typeof has === "string" && asksForMore(path, had, has);
}

/** https://docs.gradle.org/current/userguide/dependency_configurations.html */
const dependencyLine =
  /^\s{0,40}(?:[a-zA-Z]{0,40}(?:[iI]mplementation|[aA]pi|[cC]ompileOnly|[rR]untimeOnly|[aA]nnotationProcessor)|kapt|ksp|classpath|developmentOnly|force|because|version|strictly|require|exclude|id|kotlin)[ \t]{0,4}[("'][^;&|`$]{0,300}$|^\s{0,40}(?:[})\s]{0,4}|(?:dependencies|constraints)[ \t]{0,4}\{|\/\/.{0,200})$/;

/** A build script also says what is built, checked and run: that stays with people. */
function changesOnlyDependencies(file: PatchFile): boolean {
  return [...addedLines(file), ...removedLines(file)].every(({ text }) => dependencyLine.test(text));
}

function judgeFile(file: PatchFile, found: Found, input: GateInput): GateFinding {
  const finding = { rule: "protected-paths", path: file.path, line: null };
  const { category } = input.rules;
  const isOpen = opened[category]?.includes(found.protection) === true;
  if (isOpen && (found.protection !== "build_script" || changesOnlyDependencies(file)))
    return {
      ...finding,
      severity: "warn",
      reason: `This is ${found.what}; allowed because the failure is of category ${category}.`,
    };
  if (mayAskForMore.includes(found.protection) && onlyAsksForMore(file, input))
    return {
      ...finding,
      severity: "warn",
      reason: `This is ${found.what}; the change only asks for more than before.`,
    };
  return { ...finding, severity: "block", reason: `This is ${found.what}: only a person may change it.` };
}

function callOf(path: string, called: ReadonlyMap<string, string>): string | null {
  for (const [target, by] of called)
    if (path === target || (target.endsWith("/") && path.startsWith(target))) return by;
  return null;
}

/** Files that decide what runs, who reviews or what agents obey are for people. */
export const protectedPaths: GateRule = {
  id: "protected-paths",
  judge(input) {
    const targets = linkTargets(input.before);
    const called = calledByCi(input.before);
    return input.patch.files.flatMap((file): GateFinding[] => {
      const behind = targets.find(([target]) => file.path === target || file.path.startsWith(`${target}/`));
      const found = protectionOf(file.path) ?? behind?.[1] ?? null;
      if (found !== null) return [judgeFile(file, found, input)];
      const by = callOf(file.path, called);
      if (by === null) return [];
      const reason = `CI runs this by ${by}: only a person may change what decides what is red.`;
      return [{ rule: "protected-paths", severity: "block", path: file.path, line: null, reason }];
    });
  },
};
