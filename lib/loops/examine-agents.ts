import { presets } from "@/lib/agents/acp/presets";
import { notSpokenElsewhere } from "@/lib/domain/why-not-elsewhere";
import type { Sandbox } from "@/lib/sandbox/types";

/** One CLI that a preset starts, as it is seen from inside of the sandbox. */
export interface PresetHealth {
  preset: string;
  title: string;
  protocols: readonly string[];
  programs: { name: string; path: string | null; version: string | null }[];
  ready: boolean;
  /** How to get what is missing; null where nothing is. */
  advice: string | null;
}

const lookSeconds = 20;
const versionSeconds = 30;

/**
 * Which presets could start here. Asked from inside of the sandbox, because only what is found there will start; with
 * `versions` each program is started once to say its own. A sandbox elsewhere starts none, and is not paid to say so.
 */
export async function examineAgents(
  sandbox: Sandbox,
  treeDirectory: string,
  { versions }: { versions: boolean },
): Promise<PresetHealth[]> {
  if (sandbox.place === "elsewhere") return Object.entries(presets).map(notElsewhere);
  const names = [...new Set(Object.values(presets).flatMap(({ programs }) => programs))];
  const script = 'for name in "$@"; do printf "%s\\t%s\\n" "$name" "$(command -v "$name")"; done';
  const looked = await sandbox.run({
    command: ["/bin/sh", "-c", script, "sh", ...names],
    treeDirectory,
    timeoutSeconds: lookSeconds,
  });
  const paths = new Map<string, string>();
  for (const line of looked.standardOutput.split("\n")) {
    const [name = "", path = ""] = line.split("\t");
    if (path !== "") paths.set(name, path);
  }
  const health: PresetHealth[] = [];
  for (const [preset, { title, programs, protocols, install }] of Object.entries(presets)) {
    const found = [];
    for (const name of programs) {
      const path = paths.get(name) ?? null;
      const version = versions && path !== null ? await versionOf(sandbox, treeDirectory, name) : null;
      found.push({ name, path, version });
    }
    const missing = found.filter(({ path }) => path === null).map(({ name }) => name);
    const ready = missing.length === 0;
    const advice = ready
      ? null
      : `${missing.join(" and ")} not found. ${install}, then name the folder with its program in REGREEN_TOOL_PATH.`;
    health.push({ preset, title, protocols, programs: found, ready, advice });
  }
  return health;
}

async function versionOf(sandbox: Sandbox, treeDirectory: string, name: string): Promise<string | null> {
  const result = await sandbox.run({
    command: [name, "--version"],
    treeDirectory,
    timeoutSeconds: versionSeconds,
  });
  const line = result.standardOutput.trim().split("\n")[0] ?? "";
  return result.exitCode === 0 && line !== "" ? line.slice(0, 80) : null;
}

function notElsewhere([preset, { title, protocols }]: [
  string,
  (typeof presets)[keyof typeof presets],
]): PresetHealth {
  return { preset, title, protocols, programs: [], ready: false, advice: notSpokenElsewhere };
}
