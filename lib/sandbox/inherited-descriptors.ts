import { openSync, readdirSync, readFileSync } from "node:fs";

/** Flags of `/proc/self/fdinfo`: https://man7.org/linux/man-pages/man5/proc_pid_fdinfo.5.html */
const O_CLOEXEC = 0o2000000;

let found: { numbers: readonly number[]; nothing: number } | undefined;

/**
 * Descriptors above the standard ones that whoever started us left open for all our children, and one that leads nowhere to
 * put in their place. Node itself opens none like that, so they are looked for once.
 */
export function inheritedDescriptors(): { numbers: readonly number[]; nothing: number } {
  found ??= { numbers: inherited(), nothing: openSync("/dev/null", "r") };
  return found;
}

function inherited(): number[] {
  try {
    return readdirSync("/proc/self/fd")
      .map(Number)
      .filter((number) => number > 2 && staysOpen(number));
  } catch {
    // Not on Linux.
    return [];
  }
}

function staysOpen(descriptor: number): boolean {
  try {
    const flags = /^flags:\s*([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, "utf8"))?.[1];
    return flags !== undefined && (Number.parseInt(flags, 8) & O_CLOEXEC) === 0;
  } catch {
    // It was the listing's own.
    return false;
  }
}
