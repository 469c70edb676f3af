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
  /** Whether the registry is asked for known weaknesses too. */
  asks?: boolean;
  work(registryUrl: string): Work | Promise<Work>;
  signal: AbortSignal;
}

export interface WorkEnd {
  /** Of the step that failed, or 0. Null where it was killed or never began. */
  exitCode: number | null;
  /** The line by which the step that failed said why; null where none did. */
  failure: string | null;
  /** All that the last step said. */
  said: string;
  seconds: number;
}

/** Does the steps one after the other in a folder that holds their files alone, until one fails. */
export async function runWork(input: WorkInput): Promise<WorkEnd> {
  const { sandbox, folder, registry, registryUrl, asks = false, signal } = input;
  const door = await openRegistryDoor({ kind: registry, registryUrl, asks });
  const started = performance.now();
  let said = "";
  const end = (exitCode: number | null, failure: string | null): WorkEnd => ({
    exitCode,
    failure,
    said,
    seconds: Math.round((performance.now() - started) / 100) / 10,
  });
  try {
    const { files, steps } = await input.work(door.url);
    await layOut(folder, files);
    for (const { command, environment, reachesRegistry } of steps) {
      const result = await sandbox.run({
        command,
        treeDirectory: folder,
        mounts: [],
        ...(environment && { environment }),
        ...(reachesRegistry && { modelEndpoint: { port: door.port } }),
        timeoutSeconds,
        signal,
      });
      said = `${result.standardError}\n${result.standardOutput}`;
      if (result.timedOut) return end(null, `${command[0]} did not end in ${timeoutSeconds} s.`);
      if (result.exitCode !== 0) return end(result.exitCode, firstWords(command[0], result));
    }
    return end(0, null);
  } catch (error) {
    signal.throwIfAborted();
    return end(null, error instanceof Error ? error.message : String(error));
  } finally {
    await door.close();
  }
}
