import type { LocalProof, LocalProofRun } from "@/lib/domain/local-proof";
import type { WorkEnd } from "@/lib/sandbox/dependencies/run-work";
import { notRun } from "./prove-locally";

/** A manager's check of a lock file, and how it ended. */
export interface LockFileCheck {
  /** As people would type it. */
  command: string;
  /** What it says where the lock file is what fails. */
  symptom: RegExp;
  end: WorkEnd;
}

export interface LockFileChecks {
  /** The check that is red in CI, on the failing commit. */
  before: LockFileCheck;
  after: LockFileCheck;
  /** Whether manifests and lock file still fit each other, where the check does not tell; null where it does. */
  fits: LockFileCheck | null;
}

/** A registry that does not answer, or has no package of somebody's private one, says nothing about a lock file. */
const registryFailed =
  /\b(?:E|ERR_PNPM_FETCH_|Response Code: )(?:40[134]|429|50\d)\b|\b(?:40[134] (?:Unauthorized|Forbidden|Not Found)|429 Too Many|50\d (?:Internal|Bad|Service|Gateway))|\b(?:ECONN[A-Z]{1,10}|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|ERR_SOCKET_TIMEOUT|ERR_PNPM_META_FETCH_FAIL)\b|audit endpoint returned an error/;

/** What a manager's own check says of a repaired lock file. Only a check that failed for the lock file's sake is a failure shown. */
export function judgeLockFile({ before, after, fits }: LockFileChecks): LocalProof {
  const runs = [runOf(after, before.end.exitCode)];
  const { command } = after;
  if (before.end.failure === null) return { ...notRun(`${command} passes here before the repair.`), runs };
  if (before.end.exitCode === null || !before.symptom.test(before.end.said))
    return { ...notRun(`${command} fails here for another reason: ${before.end.failure}`), runs };
  if (after.end.failure !== null)
    return saysNothing(after.end)
      ? { ...notRun(`${command} did not come to its end on the repaired commit: ${after.end.failure}`), runs }
      : disproven(`Still fails here after the repair: ${command} (${after.end.failure})`, runs);
  if (fits?.symptom.test(fits.end.said))
    return disproven(`The lock file does not fit the manifests after the repair: ${fits.command}`, runs);
  if (fits !== null && fits.end.failure !== null && !saysNothing(fits.end))
    return { ...notRun(`${fits.command} fails here on the repaired commit: ${fits.end.failure}`), runs };
  return {
    verdict: "proven",
    level: "step",
    reason: [
      `${command}: failed before the repair (${before.end.failure}), passed after it.`,
      ...(fits === null ? [] : [fitWords(fits)]),
    ].join(" "),
    environment: null,
    runs,
  };
}

function fitWords({ command, end: { failure } }: LockFileCheck): string {
  return failure === null
    ? `${command} takes it too.`
    : `${command} could not be seen to its end: ${failure}`;
}

function saysNothing({ exitCode, failure, said }: WorkEnd): boolean {
  return failure !== null && (exitCode === null || registryFailed.test(said));
}

function disproven(reason: string, runs: LocalProofRun[]): LocalProof {
  return { verdict: "disproven", level: "step", reason, environment: null, runs };
}

function runOf({ command, end }: LockFileCheck, exitCodeBefore: number | null): LocalProofRun {
  return {
    command,
    kind: "lock_file",
    exitCodeBefore,
    exitCodeAfter: end.exitCode,
    runsAfter: 1,
    passesAfter: end.failure === null ? 1 : 0,
    secondsAfter: end.seconds,
  };
}
