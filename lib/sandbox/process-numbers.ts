import { spawnSync } from "node:child_process";
import { findProgram } from "./find-program";
import { limits } from "./limits";

/** What a program is started with so that something holds for it from its first instruction. */
export interface Entry {
  program: string;
  args: readonly string[];
}

/** The kernel keeps the first 300 numbers for a machine's start and hands each out once. */
const numbersMax = Math.max(limits.processesMax, 301);

const enterScript = 'echo "$1" > /proc/sys/kernel/pid_max && shift && exec "$@"';

/**
 * A process namespace that has only so many numbers to give. For root where there are no control groups: the kernel counts no
 * processes of root's, so that a fork bomb would last until its time is up.
 * Since Linux 6.14 the setting is of a namespace: https://www.kernel.org/doc/html/latest/admin-guide/sysctl/kernel.html#pid-max
 *
 * @returns null on older kernels, whose setting is the machine's and cannot be written from inside
 */
export function findProcessNumbers(searchPath: string): Entry | null {
  const program = findProgram("unshare", searchPath);
  if (program === null || process.getuid?.() !== 0) return null;
  const namespaces = ["--user", "--map-root-user", "--pid", "--fork", "--kill-child", "--mount-proc"];
  const args = [...namespaces, "/bin/sh", "-c", enterScript, "sh", String(numbersMax)];
  const { status } = spawnSync(program, [...args, "/bin/true"], { stdio: "ignore", timeout: 5_000 });
  return status === 0 ? { program, args } : null;
}
