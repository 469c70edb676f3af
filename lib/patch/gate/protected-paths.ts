import type { Category } from "@/lib/domain/loop";
import { type Protection, protectionOf } from "@/lib/domain/paths/protected-path";
import type { GateRule } from "./rule";

/** What may change where exactly that is what failed. It is still said, so that a reviewer looks twice. */
const opened: Partial<Record<Category, readonly Protection[]>> = {
  dependency: ["manifest"],
  security: ["manifest"],
  configuration: ["check_configuration"],
};

/** Files that decide what runs, who reviews or what agents obey are for people. */
export const protectedPaths: GateRule = {
  id: "protected-paths",
  judge({ patch, rules }) {
    return patch.files.flatMap((file) => {
      const found = protectionOf(file.path);
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
