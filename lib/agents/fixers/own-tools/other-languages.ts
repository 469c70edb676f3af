import { parse } from "smol-toml";
import { parse as parseYaml } from "yaml";
import { z } from "zod";
import { locked, type NamedTool, named } from "./named-tool";
import { channelRule, composerRule, exactRule, gemRule, npmRule, type VersionRule } from "./version-rule";

const RustRelease = z.object({ "rust-version": z.string().optional().catch(undefined) }).optional();
const CargoFile = z.object({
  package: RustRelease,
  workspace: z.object({ package: RustRelease }).optional(),
});

/** rustfmt and clippy come with the toolchain; `rust-version` is the oldest that will do. */
export function readCargoFile(text: string, path: string): NamedTool[] {
  const file = CargoFile.parse(parse(text));
  const oldest = file.package?.["rust-version"] ?? file.workspace?.package?.["rust-version"];
  return [named("toolchain:rust", path, oldest === undefined ? null : atLeast(oldest))];
}

export function readRustToolchain(text: string, path: string): NamedTool[] {
  const [line = ""] = text.trim().split("\n", 1);
  const channel = line.includes("[")
    ? z.object({ toolchain: z.object({ channel: z.string().catch("stable") }) }).parse(parse(text)).toolchain
        .channel
    : line.trim();
  return [named("toolchain:rust", path, channelRule(channel))];
}

/** https://go.dev/ref/mod#go-mod-file-toolchain: both lines name the oldest version that will do. */
export function readGoFile(text: string, path: string): NamedTool[] {
  const versions = trimmedLines(text).flatMap(
    (line) => /^(?:toolchain )?go ?(\d[\d.]*)/.exec(line)?.[1] ?? [],
  );
  return [
    named("toolchain:go", path),
    ...versions.map((version) => named("toolchain:go", path, atLeast(version))),
  ];
}

function atLeast(version: string): VersionRule | null {
  return npmRule(`>=${version}`);
}

/** `Gemfile` and gem specifications, read and never run. */
export function readGemfile(text: string, path: string): NamedTool[] {
  return trimmedLines(text).flatMap((line) => {
    const [, name, rest = ""] =
      /^(?:gem|\w+\.add_(?:development_|runtime_)?dependency)[ (]\s*["']([\w.-]+)["'](.*)$/.exec(line) ?? [];
    if (name === undefined) return [];
    const [, versions] = /^((?:\s?,\s?["'][~<>=!\s]{0,4}\d[\w.-]{0,30}["'])+)/.exec(rest) ?? [];
    const range = versions?.replaceAll(/["']/g, "").replace(/^\s?,/, "").trim();
    return [named(`gem:${name}`, path, range === undefined ? null : gemRule(range))];
  });
}

function trimmedLines(text: string): string[] {
  return text.split("\n").map((line) => line.trim());
}

export function readGemLock(text: string, path: string): NamedTool[] {
  return [...text.matchAll(/^ {4}([\w.-]{1,100}) \((\d[\w.]{0,30})/gm)].map(([, name = "", version = ""]) =>
    locked(`gem:${name}`, path, exactRule(version)),
  );
}

const Packages = z.record(z.string(), z.string()).catch({});
const ComposerFile = z.object({ require: Packages, "require-dev": Packages });

export function readComposerFile(text: string, path: string): NamedTool[] {
  return Object.entries(ComposerFile.parse(JSON.parse(text))).flatMap(([section, packages]) =>
    Object.entries(packages).map(([name, range]) =>
      named(`composer:${name}`, `${path}, ${section}`, composerRule(range)),
    ),
  );
}

const ComposerPackages = z.array(z.object({ name: z.string(), version: z.string() })).catch([]);
const ComposerLock = z.object({ packages: ComposerPackages, "packages-dev": ComposerPackages });

export function readComposerLock(text: string, path: string): NamedTool[] {
  return Object.values(ComposerLock.parse(JSON.parse(text))).flatMap((packages) =>
    packages.map(({ name, version }) => locked(`composer:${name}`, path, exactRule(version))),
  );
}

const Sdk = z.object({
  sdk: z.object({ version: z.string(), rollForward: z.string().optional() }).optional(),
});

/** https://learn.microsoft.com/dotnet/core/tools/global-json: without a word a later patch of the same feature band will do. */
export function readGlobalJson(text: string, path: string): NamedTool[] {
  const { sdk } = Sdk.parse(parseYaml(text));
  if (sdk === undefined) return [named("toolchain:dotnet", path)];
  const { version, rollForward = "latestPatch" } = sdk;
  const [major = 0, minor = 0, patch = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  const ends: Readonly<Record<string, string>> = {
    disable: `<=${version}`,
    patch: `<${major}.${minor}.${Math.floor(patch / 100) * 100 + 100}`,
    feature: `<${major}.${minor + 1}`,
    minor: `<${major + 1}`,
    major: "",
  };
  const kind = rollForward.replace(/^latest/, "").toLowerCase();
  return [named("toolchain:dotnet", path, npmRule(`>=${version} ${ends[kind] ?? ends.patch}`))];
}

/** A project says that the SDK is wanted, not which. */
export function readDotnetProject(_: string, path: string): NamedTool[] {
  return [named("toolchain:dotnet", path)];
}

const Manifest = z.object({ tools: z.record(z.string(), z.object({ version: z.string() })) });

/** https://learn.microsoft.com/dotnet/core/tools/local-tools-how-to-use */
export function readDotnetTools(text: string, path: string): NamedTool[] {
  return Object.entries(Manifest.parse(parseYaml(text)).tools).map(([name, { version }]) =>
    named(`tool:${name}`, path, exactRule(version)),
  );
}

/** https://developer.hashicorp.com/terraform/language/terraform#terraform-required_version */
export function readTerraform(text: string, path: string): NamedTool[] {
  for (const line of trimmedLines(text)) {
    const [, range] = /^required_version *= *"([^"]+)"/.exec(line) ?? [];
    if (range !== undefined) return [named("toolchain:terraform", path, gemRule(range))];
  }
  return /^terraform\s{0,5}\{/m.test(text) ? [named("toolchain:terraform", path)] : [];
}

export function readTerraformVersion(text: string, path: string): NamedTool[] {
  return [named("toolchain:terraform", path, exactRule(text.trim()))];
}

export function readTerraformLock(_: string, path: string): NamedTool[] {
  return [named("toolchain:terraform", path)];
}

/** `mix format` comes with Elixir. */
export function readMixFile(text: string, path: string): NamedTool[] {
  const [, range] = /\belixir:\s{0,5}"([^"\n]{1,60})"/.exec(text) ?? [];
  return [named("toolchain:elixir", path, range === undefined ? null : gemRule(range))];
}

const Pubspec = z.object({ environment: z.object({ sdk: z.string().catch("") }).catch({ sdk: "" }) });

/** `dart format` comes with the SDK. */
export function readPubspec(text: string, path: string): NamedTool[] {
  const { sdk } = Pubspec.parse(parseYaml(text)).environment;
  return [named("toolchain:dart", path, npmRule(sdk))];
}
