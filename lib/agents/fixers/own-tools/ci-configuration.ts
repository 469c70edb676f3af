import { parse } from "yaml";
import { type NamedTool, named, type ToolId } from "./named-tool";
import { programsInShell } from "./shell-programs";
import { npmRule } from "./version-rule";

/** Under these GitHub Actions, CircleCI, Buildkite and Vercel keep shell text. */
const shellKeys = new Set(["run", "command", "commands", "buildCommand", "installCommand"]);

/** Actions that bring a tool, and the input that names its version. */
const actions: readonly (readonly [action: string, tool: ToolId, input: string])[] = [
  ["pnpm/action-setup", "tool:pnpm", "version"],
  ["actions/setup-go", "toolchain:go", "go-version"],
  ["dtolnay/rust-toolchain", "toolchain:rust", "toolchain"],
  ["actions-rust-lang/setup-rust-toolchain", "toolchain:rust", "toolchain"],
  ["hashicorp/setup-terraform", "toolchain:terraform", "terraform_version"],
  ["actions/setup-dotnet", "toolchain:dotnet", "dotnet-version"],
  ["dart-lang/setup-dart", "toolchain:dart", "sdk"],
  ["erlef/setup-beam", "toolchain:elixir", "elixir-version"],
  ["biomejs/setup-biome", "tool:biome", "version"],
  ["astral-sh/ruff-action", "tool:ruff", "version"],
  ["chartboost/ruff-action", "tool:ruff", "version"],
  ["psf/black", "tool:black", "version"],
];

type Fields = Readonly<Record<string, unknown>>;

/** Tools that CI's configuration itself starts or sets up. Words of a name, a comment or a condition name none. */
export function readCiConfiguration(text: string, path: string): NamedTool[] {
  const where = `${path} of the base commit`;
  const tools: NamedTool[] = [];
  const pending: unknown[] = [parse(text)];
  // An alias of YAML may stand below its own anchor: what it names has no end.
  const seen = new Set<unknown>();
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (typeof node !== "object" || node === null || seen.has(node)) continue;
    seen.add(node);
    if (Array.isArray(node)) {
      pending.push(...node);
      continue;
    }
    const fields = node as Fields;
    tools.push(...broughtBy(fields, where));
    for (const [key, value] of Object.entries(fields))
      if (!shellKeys.has(key)) pending.push(value);
      else
        for (const part of [value].flat())
          if (typeof part === "string") tools.push(...programsInShell(part, where));
          else pending.push(part);
  }
  return tools;
}

function broughtBy({ uses, with: inputs }: Fields, where: string): NamedTool[] {
  if (typeof uses !== "string") return [];
  const [action] = uses.split("@", 1);
  return actions
    .filter(([name]) => name === action)
    .map(([, tool, input]) => {
      const version = typeof inputs === "object" && inputs !== null ? (inputs as Fields)[input] : undefined;
      return named(tool, where, npmRule(String(version ?? "")));
    });
}
