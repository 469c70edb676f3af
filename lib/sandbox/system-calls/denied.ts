/**
 * System calls that no build and no test needs and that reach for the kernel or for other processes, with their numbers on
 * x64 and arm64 (null: not there). From the kernel's tables:
 * https://github.com/torvalds/linux/blob/master/arch/x86/entry/syscalls/syscall_64.tbl and scripts/syscall.tbl.
 */
export const denied: Readonly<Record<string, readonly [x64: number, arm64: number | null]>> = {
  // Other processes' memory and descriptors.
  ptrace: [101, 117],
  process_vm_readv: [310, 270],
  process_vm_writev: [311, 271],
  kcmp: [312, 272],
  pidfd_getfd: [438, 438],
  // Keyrings are not divided by namespace in every kernel.
  add_key: [248, 217],
  request_key: [249, 218],
  keyctl: [250, 219],
  // Large surfaces, each with a history of escapes.
  io_uring_setup: [425, 425],
  io_uring_enter: [426, 426],
  io_uring_register: [427, 427],
  bpf: [321, 280],
  perf_event_open: [298, 241],
  userfaultfd: [323, 282],
  fanotify_init: [300, 262],
  lookup_dcookie: [212, 18],
  open_by_handle_at: [304, 265],
  // Mounts and namespaces.
  mount: [165, 40],
  umount2: [166, 39],
  pivot_root: [155, 41],
  chroot: [161, 51],
  move_mount: [429, 429],
  open_tree: [428, 428],
  fsopen: [430, 430],
  fsconfig: [431, 431],
  fsmount: [432, 432],
  fspick: [433, 433],
  mount_setattr: [442, 442],
  setns: [308, 268],
  unshare: [272, 97],
  // The machine itself.
  init_module: [175, 105],
  finit_module: [313, 273],
  delete_module: [176, 106],
  kexec_load: [246, 104],
  kexec_file_load: [320, 294],
  reboot: [169, 142],
  swapon: [167, 224],
  swapoff: [168, 225],
  acct: [163, 89],
  quotactl: [179, 60],
  quotactl_fd: [443, 443],
  syslog: [103, 116],
  vhangup: [153, 58],
  sethostname: [170, 161],
  setdomainname: [171, 162],
  settimeofday: [164, 170],
  clock_settime: [227, 112],
  iopl: [172, null],
  ioperm: [173, null],
  modify_ldt: [154, null],
};

/** Calls that are looked at by their arguments. */
export const judged = {
  clone: [56, 220],
  clone3: [435, 435],
  socket: [41, 198],
  ioctl: [16, 29],
  openat: [257, 56],
} as const satisfies Record<string, readonly [x64: number, arm64: number]>;

/**
 * Calls that give a file its mode, with the position of the mode among their arguments. Where root runs us, a file of the
 * tree belongs to root outside, and its set-user-id bit would be root's.
 */
export const modeSetting: readonly {
  numbers: readonly [x64: number, arm64: number | null];
  modeArgument: number;
}[] = [
  { numbers: [90, null], modeArgument: 1 }, // chmod
  { numbers: [91, 52], modeArgument: 1 }, // fchmod
  { numbers: [268, 53], modeArgument: 2 }, // fchmodat
  { numbers: [452, 452], modeArgument: 2 }, // fchmodat2
  { numbers: [85, null], modeArgument: 1 }, // creat
  { numbers: [133, null], modeArgument: 1 }, // mknod
  { numbers: [259, 33], modeArgument: 2 }, // mknodat
];
