import { type Probe, perl, sees, systemCall, whether } from "./probe";

/** Arguments that the kernel refuses by themselves, after it has asked whether the caller may. */
const calls: readonly (readonly [name: string, args: string])[] = [
  ["add_key", '"user", $b, $b, 0, -3'],
  ["request_key", '"user", $b, 0, 0'],
  ["keyctl", "0, -3, 1"],
  ["io_uring_setup", "1, $b"],
  ["bpf", "0, $b, 0"],
  ["perf_event_open", "$b, 0, -1, -1, 0"],
  ["userfaultfd", "0x7fffffff"],
  ["fanotify_init", "0x7fffffff, 0"],
  ["open_by_handle_at", "-1, $b, 0"],
  ["mount", '"none", "/nonexistent", "tmpfs", 0, 0'],
  ["umount2", '"/nonexistent", 0'],
  ["pivot_root", '"/nonexistent", "/nonexistent"'],
  ["chroot", '"/nonexistent"'],
  ["move_mount", '-1, "", -1, "", 0'],
  ["open_tree", '-1, "/nonexistent", 0'],
  ["fsopen", '"none", 0'],
  ["fspick", '-1, "/nonexistent", 0'],
  ["mount_setattr", '-1, "/nonexistent", 0, $b, 0'],
  ["setns", "-1, 0"],
  ["unshare", "0x10000000"],
  ["reboot", "0, 0, 0, 0"],
  ["swapon", '"/nonexistent", 0'],
  ["acct", '"/nonexistent"'],
  ["quotactl", '0, "/nonexistent", 0, 0'],
  ["sethostname", "$b, -1"],
  ["settimeofday", "0, 0"],
  ["syslog", "10, 0, 0"],
  ["clone", "0x10000011, 0, 0, 0, 0"],
];

/** The same, of kernels that can be built without them. */
const callsOfSomeKernels: typeof calls = [
  ["init_module", '$b, 0, ""'],
  ["delete_module", '"nonexistent", 0x800'],
  ["kexec_load", "0, 0, 0, 0xffff"],
  ["modify_ldt", "99, 0, 0"],
];

export const kernel: readonly Probe[] = [
  ...calls.map(([name, args]) => systemCall(name, args)),
  ...callsOfSomeKernels.map(([name, args]) => ({
    ...systemCall(name, args),
    control: { none: "Not in every kernel." },
  })),
  {
    name: "a user namespace by unshare",
    command: whether("unshare -U true"),
    control: "succeeds",
    asksKernel: true,
  },
  {
    name: "a mount namespace by unshare",
    command: whether("unshare -Urm true"),
    control: "succeeds",
    asksKernel: true,
  },
  {
    name: "a network namespace by unshare",
    command: whether("unshare -Urn true"),
    control: "succeeds",
    asksKernel: true,
  },
  {
    name: "a call in the form of 32-bit pointers",
    command: perl(
      `my $p = "/nonexistent"; my $r = syscall(0x40000000 + 165, $p, $p, $p, 0, 0); print(($r == -1 && ($! == 1 || $! == 38)) ? "HELD" : "BREACH");`,
    ),
    control: { none: "Not in every kernel." },
    asksKernel: true,
  },
  {
    name: "the kernel's settings",
    command: whether(": >> /proc/sys/kernel/core_pattern"),
    control: "succeeds as root",
  },
  {
    name: "the kernel's emergency keys",
    command: whether(": >> /proc/sysrq-trigger"),
    control: { none: "Not in every kernel." },
  },
  {
    name: "the kernel's memory",
    command: whether("head -c1 /proc/kcore | grep -q ."),
    control: { none: "Not in every kernel." },
  },
  {
    name: "the kernel's keys",
    command: whether("grep -q . /proc/keys"),
    control: { none: "Empty where nobody made one." },
  },
  {
    name: "the kernel's settings through /sys",
    command: sees("/sys/kernel/*", "/sys/fs/cgroup/*"),
    control: "succeeds",
  },
  {
    name: "a terminal's input",
    command: perl(`my $x = "x"; my $r = ioctl(STDIN, 0x5412, $x); print(defined $r ? "BREACH" : "HELD $!");`),
    control: { none: "There is no terminal in a test." },
    asksKernel: true,
  },
];
