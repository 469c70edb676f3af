import type { RegistryAccess, RunInTree } from "@/lib/agents/types";
import { type Registries, type RegistryKind, registrySettings } from "@/lib/package-managers/types";
import { openRegistryDoor } from "@/lib/sandbox/dependencies/registry-door";
import type { Sandbox } from "@/lib/sandbox/types";

/** The operator's registry, for an agent of ours that brings lock files up to date: through a door, and nothing else. */
export async function openRegistry(
  { kind, asks }: { kind: RegistryKind; asks: boolean },
  registries: Registries,
  sandbox: Sandbox | { refusal: string },
  runThrough: (door: { port: number }) => RunInTree,
): Promise<RegistryAccess> {
  const registryUrl = registries[kind];
  if ("refusal" in sandbox) return { kind: "closed", reason: sandbox.refusal };
  if (!sandbox.isolates)
    return {
      kind: "closed",
      reason: "A registry is asked from behind walls only, and this sandbox has none.",
    };
  if (sandbox.id === "vercel-sandbox")
    return { kind: "closed", reason: "No command behind Vercel's sandboxes reaches a registry." };
  if (registryUrl === null)
    return { kind: "closed", reason: `The operator named no registry in ${registrySettings[kind]}.` };
  const door = await openRegistryDoor({ kind, registryUrl, asks });
  return { kind: "open", url: door.url, run: runThrough(door), close: door.close };
}
