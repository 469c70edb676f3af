/** Why a loop ended together with Regreen's access to its repository, in the words that people read. */
export const accessLost = {
  suspended: "The app was suspended.",
  uninstalled: "The app was uninstalled.",
  unshared: "The repository is no longer shared with the app.",
  archived: "The repository was archived.",
  transferred: "The repository was transferred to another owner.",
} as const;

const reasons: ReadonlySet<string> = new Set(Object.values(accessLost));

/** Nothing was wrong with the loop itself: once the access is back, the same failure may have another one. */
export function endedByLostAccess(loop: { endReason: string | null }): boolean {
  return loop.endReason !== null && reasons.has(loop.endReason);
}
