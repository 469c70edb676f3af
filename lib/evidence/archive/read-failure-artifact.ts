import { FailureArtifact, failureArtifactBytesMax, failureArtifactFile } from "@/lib/domain/failure-artifact";
import { redactStrings } from "../redact/gate";
import { redact } from "../redact/redact";
import { gradeEvidence } from "../verdicts/grade";
import { archiveLimits } from "./limits";
import { readZip } from "./read-zip";
import { ArchiveRefused } from "./refused";

/** The run that the artifact must speak of: what it says of any other is nothing to us. */
export interface ArtifactOfRun {
  runId: string;
  runAttempt: number;
  commitSha: string;
}

/** What was handed over, or why it cannot be used. */
export type HandedOver = { found: true; value: FailureArtifact } | { found: false; reason: string };

/**
 * Reads what a run uploaded of its own failure. Strangers' code can have written it: it is parsed by schema within limits,
 * redacted again, and graded by us.
 */
export async function readFailureArtifact(zip: Uint8Array, of: ArtifactOfRun): Promise<HandedOver> {
  const limits = { ...archiveLimits, entryBytesMax: failureArtifactBytesMax };
  let text: string | null = null;
  try {
    for await (const { bytes } of readZip(zip, (name) => name === failureArtifactFile, limits))
      text ??= Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  } catch (error) {
    if (!(error instanceof ArchiveRefused)) throw error;
    return refused(error.message);
  }
  const parsed = FailureArtifact.safeParse(jsonOf(text));
  if (!parsed.success) return refused("it is not in the agreed form");
  const { run_id: runId, run_attempt: runAttempt, commit_sha: commitSha } = parsed.data;
  if (runId !== of.runId || runAttempt !== of.runAttempt || commitSha !== of.commitSha)
    return refused("it speaks of another run or commit");
  const { value } = redactStrings(parsed.data, redact);
  return {
    found: true,
    value: {
      ...value,
      jobs: value.jobs.map((job) => ({
        ...job,
        evidence: { ...job.evidence, ...gradeEvidence(job.evidence) },
      })),
    },
  };
}

function refused(reason: string): HandedOver {
  return { found: false, reason: `The failure artifact was not used: ${reason}.` };
}

function jsonOf(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
