import { posix } from "node:path";
import type { Place } from "./types";

/** Folders inside `node_modules` that tools write to while they run. */
const scratch = [".cache", ".vite", ".vite-temp"];

/** Where the packages of one manifest go. Runners look there by themselves. */
export function packagesPlace(folder: string): Place {
  return { path: posix.join(folder, "node_modules"), scratch, programs: null };
}
