import { readGradleBuild, readGradleCatalog, readGradleWrapper, readMavenBuild } from "./java";
import { readPackageFile, readPackageLock, readPnpmLock, readYarnLock } from "./javascript";
import type { NamedTool } from "./named-tool";
import {
  readCargoFile,
  readComposerFile,
  readComposerLock,
  readDotnetProject,
  readDotnetTools,
  readGemfile,
  readGemLock,
  readGlobalJson,
  readGoFile,
  readMixFile,
  readPubspec,
  readRustToolchain,
  readTerraform,
  readTerraformLock,
  readTerraformVersion,
} from "./other-languages";
import { readPreCommit } from "./pre-commit";
import {
  readIni,
  readPipfile,
  readPipfileLock,
  readPyproject,
  readPythonLock,
  readRequirements,
  readSetupFile,
} from "./python";
import { readMakefile } from "./shell-programs";
import { readMise, readToolVersions } from "./version-managers";

type Read = (text: string, path: string) => NamedTool[];

/** Which file of a folder tells what, by its path below that folder. */
const manifests: readonly (readonly [file: RegExp, read: Read])[] = [
  [/^package\.json$/, readPackageFile],
  [/^package-lock\.json$/, readPackageLock],
  [/^pnpm-lock\.yaml$/, readPnpmLock],
  [/^yarn\.lock$/, readYarnLock],
  [
    /^(?:[\w.-]{0,40}(?:requirements|constraints)[\w.-]{0,40}|requirements\/[\w.-]{1,60})\.(?:txt|in)$/,
    readRequirements,
  ],
  [/^pyproject\.toml$/, readPyproject],
  [/^Pipfile$/, readPipfile],
  [/^Pipfile\.lock$/, readPipfileLock],
  [/^(?:setup\.cfg|tox\.ini)$/, readIni],
  [/^setup\.py$/, readSetupFile],
  [/^(?:uv|poetry|pdm)\.lock$/, readPythonLock],
  [/^\.pre-commit-config\.yaml$/, readPreCommit],
  [/^Cargo\.toml$/, readCargoFile],
  [/^rust-toolchain(?:\.toml)?$/, readRustToolchain],
  [/^go\.mod$/, readGoFile],
  [/^(?:Gemfile|[\w.-]{1,60}\.gemspec)$/, readGemfile],
  [/^Gemfile\.lock$/, readGemLock],
  [/^composer\.json$/, readComposerFile],
  [/^composer\.lock$/, readComposerLock],
  [/^[\w.-]{1,60}\.gradle(?:\.kts)?$/, readGradleBuild],
  [/^gradle\/libs\.versions\.toml$/, readGradleCatalog],
  [/^gradle\/wrapper\/gradle-wrapper\.properties$/, readGradleWrapper],
  [/^pom\.xml$/, readMavenBuild],
  [/^global\.json$/, readGlobalJson],
  [/\.(?:csproj|vbproj|sln|slnx)$/, readDotnetProject],
  [/^\.config\/dotnet-tools\.json$/, readDotnetTools],
  [/\.tf$/, readTerraform],
  [/^\.terraform-version$/, readTerraformVersion],
  [/^\.terraform\.lock\.hcl$/, readTerraformLock],
  [/^mix\.exs$/, readMixFile],
  [/^pubspec\.yaml$/, readPubspec],
  [/^\.tool-versions$/, readToolVersions],
  [/^(?:\.?mise\.toml|\.config\/mise\.toml)$/, readMise],
  [/^(?:GNUm|M|m)akefile$/, readMakefile],
];

/** Folders below one whose files speak for it. */
export const manifestFolders = ["", "requirements", "gradle", "gradle/wrapper", ".config"] as const;

export function isManifest(path: string): boolean {
  return manifests.some(([file]) => file.test(path));
}

/**
 * The tools that one file names. A file that cannot be read as what it should be names none: a fixer then declines, which is
 * the safe side.
 *
 * @param path below its folder
 * @param where the same file for people
 */
export function readManifest(path: string, text: string, where: string): NamedTool[] {
  const read = manifests.find(([file]) => file.test(path))?.[1];
  try {
    return read?.(text, where) ?? [];
  } catch {
    return [];
  }
}
