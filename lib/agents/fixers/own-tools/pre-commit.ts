import { parse } from "yaml";
import { z } from "zod";
import { type NamedTool, named, type ToolId } from "./named-tool";
import { requirement } from "./requirement";
import { npmPackage, programsInShell } from "./shell-programs";
import { exactRule } from "./version-rule";

const Configuration = z.object({
  repos: z.array(
    z.object({
      repo: z.string(),
      rev: z.coerce.string().catch(""),
      hooks: z
        .array(
          z.object({
            id: z.string(),
            entry: z.string().catch(""),
            additional_dependencies: z.array(z.string()).catch([]),
          }),
        )
        .catch([]),
    }),
  ),
});

/** Hooks that are called otherwise than the tool that they start. */
const hookTools: readonly (readonly [hook: RegExp, tool: ToolId])[] = [
  [/^ruff(?:-|$)/, "tool:ruff"],
  [/^black(?:-|$)/, "tool:black"],
  [/^biome(?:-|$)/, "tool:biome"],
  [/^terraform[-_]fmt$/, "toolchain:terraform"],
  [/^(?:fmt|clippy|cargo-\w+|rust-?fmt)$/, "toolchain:rust"],
  [/^go-?fmt$/, "toolchain:go"],
];

/** https://pre-commit.com/#plugins */
export function readPreCommit(text: string, path: string): NamedTool[] {
  return Configuration.parse(parse(text)).repos.flatMap(({ repo, rev, hooks }) =>
    hooks.flatMap(({ id, entry, additional_dependencies }) => {
      const where = `${path}, hook ${id}`;
      const tool = hookTools.find(([hook]) => hook.test(id))?.[1] ?? (`tool:${id}` as const);
      const [kind, program = ""] = tool.split(":");
      // A collection of hooks has a version of its own, and so have those around a toolchain (`pre-commit-terraform`); the
      // tool's own repository, or a mirror of it, has the tool's.
      const mirror = kind === "tool" && (repo.split("/").at(-1)?.includes(program) ?? false);
      return [
        named(tool, where, mirror ? exactRule(rev) : null),
        ...programsInShell(entry, where),
        ...additional_dependencies.flatMap((one) => {
          const python = requirement(one);
          return [...npmPackage(one, where), ...(python ? [named(python.id, where, python.version)] : [])];
        }),
      ];
    }),
  );
}
