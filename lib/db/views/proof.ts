import type { LoopOutcome } from "../../domain/loop";
import type { ProofLevel } from "../../domain/validation";
import type { AttemptItem, LoopDetail } from "./loop";

/** What a loop claims and what was seen for it, for programs. Null stands where nothing was run or judged yet. */
export interface ProofDocument {
  loop: string;
  repository: string;
  pull_request: number;
  head_sha: string;
  outcome: LoopOutcome | null;
  proof_level: ProofLevel | null;
  attempts: {
    number: number;
    commit_sha: string | null;
    /** Before the push, in the sandbox: the exact commands with their ends before and after, or why none could be run. */
    local_proof: AttemptItem["localProof"];
    /** After the push, by CI: each test that failed before, and what was seen of it. */
    validation: AttemptItem["validation"];
    gate: AttemptItem["gate"];
  }[];
}

/** The proof of a loop as it stands, one entry an attempt, ascending. */
export function proofOf(loop: LoopDetail): ProofDocument {
  return {
    loop: loop.id,
    repository: `${loop.repository.owner}/${loop.repository.name}`,
    pull_request: loop.pullRequest.number,
    head_sha: loop.headSha,
    outcome: loop.outcome,
    proof_level: loop.proofLevel,
    attempts: loop.attempts.map(({ number, commitSha, localProof, validation, gate }) => ({
      number,
      commit_sha: commitSha,
      local_proof: localProof,
      validation,
      gate,
    })),
  };
}
