import { z } from "zod";

/** `COMPLETED` and `FAILED` are terminal. */
export const SessionStatus = z.enum(["IDLE", "RUNNING", "COMPLETED", "FAILED"]);
export type SessionStatus = z.infer<typeof SessionStatus>;

/** The name under which people see every agent session. */
export const sessionTitle = "CI Fixing";
