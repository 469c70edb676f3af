export type ArchiveRefusal =
  | "TOO_LARGE"
  | "TOO_MANY_ENTRIES"
  | "RATIO_TOO_HIGH"
  | "UNSAFE_NAME"
  | "ENCRYPTED"
  | "OVERLAPPING"
  | "MALFORMED";

/** Why an archive is not read. Nothing of it is kept: a part of a hostile archive is no evidence. */
export class ArchiveRefused extends Error {
  constructor(
    readonly code: ArchiveRefusal,
    message: string,
  ) {
    super(message);
    this.name = "ArchiveRefused";
  }
}
