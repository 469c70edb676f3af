import { firstWords } from "@/lib/package-managers/first-words";
import { layOut } from "@/lib/package-managers/lay-out";
import type { RegistryKind, Work } from "@/lib/package-managers/types";
import type { Sandbox } from "../types";
import { openRegistryDoor } from "./registry-door";

const timeoutSeconds = 300;

export interface WorkInput {
  sandbox: Sandbox;
  /** Empty, and kept by the caller. */
  folder: string;
  registry: RegistryKind;
  registryUrl: string;
  work(registryUrl: string): Work;
  signal: AbortSignal;
}

/** Does the steps one after the other in a folder that holds their files alone. What the one that failed said; null: none did. */
export async function runWork(input: WorkInput): Promise<string | null> {
  const { sandbox, folder, registry, registryUrl, signal } = input;
  const door = await openRegistryDoor(registry, registryUrl);
  try {
    const { files, steps } = input.work(door.url);
    await layOut(folder, files);
    for (const { command, environment, reachesRegistry } of steps) {
      const result = await sandbox.run({
        command,
        treeDirectory: folder,
        ...(environment && { environment }),
        ...(reachesRegistry && { modelEndpoint: { port: door.port } }),
        timeoutSeconds,
        signal,
      });
      if (result.timedOut) return `${command[0]} did not end in ${timeoutSeconds} s.`;
      if (result.exitCode !== 0) return firstWords(command[0], result);
    }
    return null;
  } catch (error) {
    signal.throwIfAborted();
    return error instanceof Error ? error.message : String(error);
  } finally {
    await door.close();
  }
}
