import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { descriptors } from "../bubblewrap/descriptors";
import type { SandboxRequest } from "../types";
import { runtimeArguments } from "./arguments";
import { runtimeSettings } from "./settings";

/** What this back end has found on the machine. */
export interface RuntimeParts {
  toolPath: readonly string[];
  readable: readonly string[];
  /** Absolute paths of srt, bwrap and prlimit. */
  program: string;
  bubblewrap: string;
  prlimit: string;
  /** PATH of srt itself. */
  ownPath: string;
}

/** A program for one run, and the folder that goes with it; the caller removes it. */
export interface Prepared {
  folder: string;
  program: string;
  args: readonly string[];
  environment: Readonly<Record<string, string>>;
}

export function prepareRun(request: SandboxRequest, parts: RuntimeParts): Prepared {
  const folder = mkdtempSync(join(tmpdir(), "regreen-srt-"));
  const home = join(folder, "home");
  const descriptorFolder = join(folder, "descriptors");
  const settingsFile = join(folder, "settings.json");
  try {
    mkdirSync(home);
    mkdirSync(descriptorFolder);
    for (const [index, content] of descriptors.entries())
      writeFileSync(join(descriptorFolder, String(index + 3)), content);
    const settings = runtimeSettings(request, { ...parts, descriptorFolder, home });
    writeFileSync(settingsFile, JSON.stringify(settings));
    return {
      folder,
      program: parts.program,
      args: runtimeArguments(request, { ...parts, settingsFile, descriptorFolder }),
      // Its own environment is seen inside as that of its first process.
      environment: { PATH: parts.ownPath, HOME: home, TMPDIR: home },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
