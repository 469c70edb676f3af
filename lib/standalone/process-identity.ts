import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * Names one process for its whole life: numbers are reused, the moment of birth is not.
 * null where no such process runs.
 */
export function processIdentity(pid: number): string | null {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return process.platform === "linux" ? identityFromProc(pid) : identityFromPs(pid);
}

/** The command line as one text, arguments joined by a space; null where no such process runs. */
export function processCommand(pid: number): string | null {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  if (process.platform !== "linux") return ps(pid, "command=");
  const raw = readOrNull(`/proc/${pid}/cmdline`);
  return raw === null ? null : raw.split("\0").join(" ").trim();
}

/** Field 22 of /proc/PID/stat is the start time in ticks since boot (https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html). */
function identityFromProc(pid: number): string | null {
  const stat = readOrNull(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The second field is the program's name in brackets and may itself hold spaces and brackets.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state] = fields;
  const startTicks = fields[19];
  if (state === "Z" || startTicks === undefined) return null;
  const bootId = readOrNull("/proc/sys/kernel/random/boot_id")?.trim() ?? "";
  return `${bootId}/${pid}/${startTicks}`;
}

function identityFromPs(pid: number): string | null {
  const started = ps(pid, "lstart=");
  return started === null ? null : `${pid}/${started}`;
}

function ps(pid: number, column: string): string | null {
  const answer = spawnSync("ps", ["-p", String(pid), "-o", column], { encoding: "utf8" });
  const text = answer.stdout?.trim();
  return answer.status === 0 && text ? text : null;
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
