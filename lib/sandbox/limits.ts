/** What the processes of one sandbox may use at most, together where it does not say otherwise. */
export const limits = {
  processesMax: 512,
  /** Of one file. */
  fileBytesMax: 1024 * 1024 * 1024,
  /** Bytes and files written into the tree. */
  treeGrowthBytesMax: 1024 * 1024 * 1024,
  treeGrowthFilesMax: 200_000,
  memoryBytesMax: 4 * 1024 * 1024 * 1024,
  /** Of one process. */
  openFilesMax: 4_096,
  /** Of the temporary folder and the home folder, each. */
  temporaryBytesMax: 512 * 1024 * 1024,
  outputBytesMax: 1024 * 1024,
} as const;

/** Arguments of `prlimit`, which sets the limits on itself and becomes the command. */
export function limitArguments(): string[] {
  return [
    `--nproc=${limits.processesMax}`,
    `--fsize=${limits.fileBytesMax}`,
    // Not the address space: V8 reserves far more of it than it uses.
    `--data=${limits.memoryBytesMax}`,
    `--nofile=${limits.openFilesMax}`,
    "--core=0",
  ];
}
