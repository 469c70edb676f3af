import type { ProofLevel } from "./validation";

/** How far a proof could see, as people read it on pages and in comments. */
export const proofWords: Record<ProofLevel, string> = {
  tests: "Proven by the same tests",
  step: "Proven by the same step",
  job: "Proven by the job only",
  none: "Not proven",
};
