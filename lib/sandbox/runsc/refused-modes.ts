/** S_ISUID and S_ISGID. */
const setIdBits = [0o4000, 0o2000];

/** Calls that give a file its mode, by the position of the mode among their arguments. */
const modeSetting = { chmod: 1, fchmod: 1, fchmodat: 2, fchmodat2: 2, creat: 1, mknod: 1, mknodat: 2 };

/**
 * A set-user-id bit on a file of the tree would be the host's, with our account as its owner: the kernel inside hands it
 * on. https://github.com/opencontainers/runtime-spec/blob/main/config-linux.md#seccomp
 */
export const refusedModes = {
  defaultAction: "SCMP_ACT_ALLOW",
  architectures: [process.arch === "arm64" ? "SCMP_ARCH_AARCH64" : "SCMP_ARCH_X86_64"],
  syscalls: Object.entries(modeSetting).flatMap(([name, index]) =>
    setIdBits.map((bit) => ({
      names: [name],
      action: "SCMP_ACT_ERRNO",
      args: [{ index, value: bit, valueTwo: bit, op: "SCMP_CMP_MASKED_EQ" }],
    })),
  ),
} as const;
