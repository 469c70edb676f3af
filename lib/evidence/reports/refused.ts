/** `FORBIDDEN_XML`: it carries a DOCTYPE or an entity declaration. `MALFORMED` includes files beyond the limits. */
export type RefusalCode = "NOT_A_TEST_REPORT" | "MALFORMED" | "FORBIDDEN_XML" | "NOT_FOUND";

/** Why a file gives no results. The message is for the person who wrote the file. */
export class ReportRefused extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
  ) {
    super(message);
    this.name = "ReportRefused";
  }
}
