/**
 * The files of `/etc` inside, by path: an account of its own, so that nothing of the host's is shown, and names for loopback
 * that need no resolver.
 */
export const files: Readonly<Record<string, string>> = {
  "/etc/passwd": "agent:x:1000:1000::/home/agent:/bin/sh\n",
  "/etc/group": "agent:x:1000:\n",
  "/etc/hosts": "127.0.0.1 localhost\n::1 localhost\n",
  "/etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
};

/** Arguments that make the files from the descriptors beginning with `first`, in the order of `files`. */
export function fileArguments(first: number): string[] {
  return Object.keys(files).flatMap((path, index) => ["--ro-bind-data", String(first + index), path]);
}
