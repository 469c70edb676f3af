import { posix } from "node:path";
import type { Category } from "@/lib/domain/loop";
import { type Protection, protectionOf } from "@/lib/domain/paths/protected-path";
import type { Tree } from "../tree";
import type { GateRule } from "./rule";

/** What may change where exactly that is what failed. It is still said, so that a reviewer looks twice. */
const opened: Partial<Record<Category, readonly Protection[]>> = {
  dependency: ["manifest"],
  security: ["manifest"],
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

/** Files that decide what runs, who reviews or what agents obey are for people. */
export const protectedPaths: GateRule = {
  id: "protected-paths",
  judge({ patch, before, rules }) {
    const targets = linkTargets(before);
    return patch.files.flatMap((file) => {
      const behind = targets.find(([target]) => file.path === target || file.path.startsWith(`${target}/`));
      const found = protectionOf(file.path) ?? behind?.[1] ?? null;
      if (found === null) return [];
      const open = opened[rules.category]?.includes(found.protection) ?? false;
      return [
        {
          rule: "protected-paths",
          severity: open ? ("warn" as const) : ("block" as const),
          path: file.path,
          line: null,
          reason: open
            ? `This is ${found.what}; allowed because the failure is of category ${rules.category}.`
            : `This is ${found.what}: only a person may change it.`,
        },
      ];
    });
  },
};
