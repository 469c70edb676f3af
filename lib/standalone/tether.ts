import { type ChildProcess, spawn } from "node:child_process";

/**
 * Ties a child's life to ours, also through `kill -9`: a shell sleeps on a pipe that only this process holds open. When
 * we die the pipe closes and the shell sends the signal. Costs one sleeping shell; PR_SET_PDEATHSIG would cost none but
 * is Linux only and out of Node's reach.
 *
 * @param whom `group` takes the child's children along, where it was started detached
 */
export function tether(
  child: ChildProcess,
  signal: "INT" | "KILL",
  whom: "process" | "group" = "process",
): void {
  if (child.pid === undefined) return;
  const target = whom === "group" ? -child.pid : child.pid;
  const shell = spawn("/bin/sh", ["-c", `read -r _; kill -s ${signal} -- "$1"`, "sh", String(target)], {
    stdio: ["pipe", "ignore", "ignore"],
    detached: true,
  });
  shell.stdin?.on("error", () => {});
  shell.on("error", () => {});
  shell.unref();
  // Ended before its child's number can be given to somebody else.
  child.once("exit", () => shell.kill("SIGKILL"));
}
