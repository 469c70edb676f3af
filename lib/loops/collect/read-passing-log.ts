import type { CiProvider, CiRepository } from "@/lib/ci/types";
import type { Context } from "@/lib/context";

const logBytesMax = 16 * 1024 * 1024;

/**
 * The log of the same job in a passing run of the base commit: what is new in the failing one counts for more. A help and
 * no condition: whatever stands in the way, evidence is collected without it.
 */
export async function readPassingLog(
  ctx: Context,
  provider: CiProvider,
  repository: CiRepository,
  base: { sha: string; run: string; job: string },
): Promise<Uint8Array | null> {
  try {
    const runs = await provider.listRuns(repository, base.sha);
    const run = runs.find(({ name, conclusion }) => name === base.run && conclusion === "success");
    if (run === undefined) return null;
    const jobs = await provider.listJobs(repository, run.externalId, run.runAttempt);
    const job = jobs.find(({ name, conclusion }) => name === base.job && conclusion === "success");
    if (job === undefined) return null;
    const log = await provider.readLog(repository, job.externalId, logBytesMax);
    return log.found ? log.value : null;
  } catch (error) {
    ctx.log.info({ error, job: base.job }, "no passing log to compare with");
    return null;
  }
}
