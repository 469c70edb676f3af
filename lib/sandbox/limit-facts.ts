import { limits } from "./limits";
import type { SandboxFact } from "./types";

const gibibytes = (bytes: number) => `${Math.round((bytes / 1024 ** 3) * 10) / 10} GiB`;

/** What limits memory, processes, disk and time, for people. */
export function limitFacts(has: {
  /** Whether the kernel counts in a control group. */
  grouped: boolean;
  /** Whether the processes get numbers of which there are only so many. */
  numbered: boolean;
  /** Whether `prlimit` is there. */
  perProcess: boolean;
  /** Whether its processes are counted apart from those of the account that runs us. */
  ownUserSpace: boolean;
}): SandboxFact[] {
  const isRoot = process.getuid?.() === 0;
  const countedByUser = has.perProcess && has.ownUserSpace && !isRoot;
  const watched = process.platform === "linux";
  return [
    {
      what: `Memory, ${gibibytes(limits.memoryBytesMax)} together`,
      holds: has.grouped || watched,
      how: has.grouped
        ? "A control group of the kernel."
        : watched
          ? "Looked at four times a second; each process also by its own limit."
          : "Nothing limits it here.",
    },
    {
      what: `Processes, ${limits.processesMax} together`,
      holds: has.grouped || has.numbered || countedByUser,
      how: has.grouped
        ? "A control group of the kernel."
        : has.numbered
          ? "A process namespace with only so many numbers."
          : countedByUser
            ? "The kernel counts those of the sandbox's own user."
            : watched
              ? "Looked at four times a second, which a fast fork bomb outruns until its time is up. Run where control groups can be made, or as root on Linux 6.14 or newer."
              : "Nothing limits them here.",
    },
    {
      what: `Written into the tree, ${gibibytes(limits.treeGrowthBytesMax)} and ${limits.treeGrowthFilesMax.toLocaleString("en")} files`,
      holds: true,
      how: `Looked at four times a second.${has.perProcess ? ` One file ends at ${gibibytes(limits.fileBytesMax)} in the kernel.` : ""}`,
    },
    { what: "Time", holds: true, how: "Every process is killed at the limit of its run." },
  ];
}
