/** Flags of `runsc` before its verb: https://gvisor.dev/docs/user_guide/rootless/ */
export function runscArguments(bundleDirectory: string, id: string): string[] {
  return [
    "--rootless",
    "--network=none",
    "--oci-seccomp",
    // The kernel's limits are set around the whole of it, by us.
    "--ignore-cgroups",
    // The door to the model is a socket of ours. No other is mounted, and none may be made.
    "--host-uds=open",
    ...["--root", `${bundleDirectory}/state`],
    ...["run", "--bundle", bundleDirectory, id],
  ];
}
