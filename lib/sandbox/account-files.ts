/**
 * The files of `/etc` inside, by path: an account of its own, so that nothing of the host's is shown, and names for loopback
 * that need no resolver.
 */
export function accountFiles(id: number): Readonly<Record<string, string>> {
  return {
    "/etc/passwd": `agent:x:${id}:${id}::/home/agent:/bin/sh\n`,
    "/etc/group": `agent:x:${id}:\n`,
    "/etc/hosts": "127.0.0.1 localhost\n::1 localhost\n",
    "/etc/nsswitch.conf": "passwd: files\ngroup: files\nhosts: files\n",
  };
}
