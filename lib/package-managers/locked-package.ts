/** One package as a lock file names it. */
export interface LockedPackage {
  name: string;
  /** What the lock file writes behind the name: a version, or where else it comes from. */
  version: string;
  /** Of its content, as the lock file writes it; null where it has none. */
  hash: string | null;
  /** Whether the lock file settles its content: by a hash, or because it comes inside of another or is for other systems. */
  sealed: boolean;
  /** Where the lock file says it was fetched; null where it leaves that to the settings. */
  address: string | null;
  fromRegistry: boolean;
}
