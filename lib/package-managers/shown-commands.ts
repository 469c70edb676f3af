import type { Work } from "./types";

/** Stands for the registry where a command is told to people, and where work is compared. */
export const anyRegistry = "http://registry.invalid/";

/** The commands that reach the registry, as people would type them. Those around them only make folders and read files. */
export function shownCommands({ steps }: Work): string {
  const shown = steps.filter(({ reachesRegistry }) => reachesRegistry);
  return shown.map(({ command }) => command.join(" ").replaceAll(anyRegistry, "REGISTRY")).join(" && ");
}
