import { systemCallFilter } from "../system-calls/filter";

/** Of this machine's processor; null where no filter is written for it. */
export const filter = systemCallFilter(process.arch);

/**
 * The files of `/etc` inside, by path: an account of its own, so that nothing of the host's is shown, and names for loopback
 * that need no resolver.
 */
const files: Readonly<Record<string, string>> = {
  "/etc/passwd": "agent:x:1000:1000::/home/agent:/bin/sh\n",
  "/etc/group": "agent:x:1000:\n",
  "/etc/hosts": "127.0.0.1 localhost\n::1 localhost\n",
  "/etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
};

const firstDescriptor = 3;

/** What bwrap reads from descriptors 3, 4, …, in the order of `descriptorArguments`. */
export const descriptors: readonly (string | Buffer)[] = [
  ...Object.values(files),
  ...(filter === null ? [] : [filter]),
];

export function descriptorArguments(): string[] {
  const paths = Object.keys(files);
  return [
    ...paths.flatMap((path, index) => ["--ro-bind-data", String(firstDescriptor + index), path]),
    ...(filter === null ? [] : ["--seccomp", String(firstDescriptor + paths.length)]),
  ];
}
