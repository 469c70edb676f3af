import { parse } from "smol-toml";
import { z } from "zod";
import { type NamedTool, named, type ToolId } from "./named-tool";
import { npmRule } from "./version-rule";

/** Names of asdf's and mise's plug-ins that are a language's toolchain. */
const toolchains: Readonly<Record<string, ToolId>> = {
  go: "toolchain:go",
  golang: "toolchain:go",
  rust: "toolchain:rust",
  terraform: "toolchain:terraform",
  dotnet: "toolchain:dotnet",
  "dotnet-core": "toolchain:dotnet",
  elixir: "toolchain:elixir",
  dart: "toolchain:dart",
  gradle: "toolchain:gradle",
};

/** `npm:prettier` and `pipx:black` say where a tool comes from; https://mise.jdx.dev/dev-tools/backends/ */
function toolId(name: string): ToolId {
  const toolchain = Object.hasOwn(toolchains, name) ? toolchains[name] : undefined;
  if (toolchain !== undefined) return toolchain;
  const [backend, plain = name] = name.split(/:(.*)/s);
  if (backend === "npm") return `npm:${plain}`;
  return backend === "pipx" ? `pypi:${plain}` : `tool:${plain}`;
}

/** https://asdf-vm.com/manage/configuration.html#tool-versions: the first version that is there is taken; we hold ours against the first. */
export function readToolVersions(text: string, path: string): NamedTool[] {
  return text.split("\n").flatMap((line) => {
    const [name = "", version = ""] = line.replace(/#.*/, "").trim().split(/\s+/);
    // asdf's builds of Elixir name the Erlang that they are for: `1.16.0-otp-26`.
    return name === "" ? [] : [named(toolId(name), path, npmRule(version.replace(/-otp-\d+$/, "")))];
  });
}

const Version = z.union([z.string(), z.object({ version: z.string() }).transform(({ version }) => version)]);
const Mise = z.object({ tools: z.record(z.string(), z.union([Version, z.array(Version)])).catch({}) });

export function readMise(text: string, path: string): NamedTool[] {
  return Object.entries(Mise.parse(parse(text)).tools).map(([name, versions]) =>
    named(toolId(name), path, npmRule([versions].flat()[0] ?? "")),
  );
}
