import type { Token } from "../../state/app";

/** Who makes a request. */
export type Actor =
  | { kind: "anonymous" }
  | { kind: "app" }
  | { kind: "installation"; token: Extract<Token, { kind: "installation" }> }
  | { kind: "user"; login: string };
