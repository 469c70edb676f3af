import { failureArtifactPrefix } from "@/lib/domain/failure-artifact";
import { type OctokitFor, place, statusOf } from "../octokit";
import type {
  CiAnnotation,
  CiFile,
  CiJobFacts,
  CiProvider,
  CiRepository,
  CiRerun,
  CiRunFacts,
  Readable,
} from "../types";
import { download } from "./client";
import { isNeverStarted, jobFacts, neverStarted, providerId, runFacts } from "./map";

const archivesMax = 10;

/** GitHub Actions. Facts: https://docs.github.com/rest/actions */
export function createGitHubActions(octokitFor: OctokitFor): CiProvider {
  return {
    id: providerId,
    title: "GitHub Actions",

    async listRuns(repository: CiRepository, headSha: string): Promise<CiRunFacts[]> {
      const octokit = await octokitFor(repository.installationId);
      const runs = await octokit.paginate(octokit.rest.actions.listWorkflowRunsForRepo, {
        ...place(repository),
        head_sha: headSha,
        per_page: 100,
      });
      return runs.map(runFacts);
    },

    async getRun(repository, externalId) {
      const octokit = await octokitFor(repository.installationId);
      try {
        const { data } = await octokit.rest.actions.getWorkflowRun({
          ...place(repository),
          run_id: Number(externalId),
        });
        return runFacts(data);
      } catch (error) {
        if (statusOf(error) === 404) return null;
        throw error;
      }
    },

    async listJobs(repository, externalId, runAttempt): Promise<CiJobFacts[]> {
      const octokit = await octokitFor(repository.installationId);
      // The form with an attempt: without it, jobs of reruns mix.
      const jobs = await octokit.paginate(octokit.rest.actions.listJobsForWorkflowRunAttempt, {
        ...place(repository),
        run_id: Number(externalId),
        attempt_number: runAttempt,
        per_page: 100,
      });
      if (jobs.length > 0) return jobs.map(jobFacts);
      const { data: run } = await octokit.rest.actions.getWorkflowRunAttempt({
        ...place(repository),
        run_id: Number(externalId),
        attempt_number: runAttempt,
      });
      return run.conclusion === "startup_failure" ? [neverStarted(run)] : [];
    },

    async readLog(repository, jobExternalId, bytesMax): Promise<Readable<Uint8Array>> {
      if (isNeverStarted(jobExternalId))
        return { found: false, reason: "The workflow did not start, so there is no log." };
      const octokit = await octokitFor(repository.installationId);
      const parameters = { ...place(repository), job_id: Number(jobExternalId) };
      return readable("The log", () =>
        download(octokit, "GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs", parameters, bytesMax),
      );
    },

    async readArchives(repository, externalId, _runAttempt, bytesMax): Promise<Readable<CiFile[]>> {
      const octokit = await octokitFor(repository.installationId);
      return readable("The artifacts", async () => {
        const { data } = await octokit.rest.actions.listWorkflowRunArtifacts({
          ...place(repository),
          run_id: Number(externalId),
          per_page: 100,
        });
        const wanted = newestByName(data.artifacts)
          .filter((artifact) => !artifact.expired && artifact.size_in_bytes <= bytesMax)
          .sort((left, right) => Number(isHandedOver(right)) - Number(isHandedOver(left)))
          .slice(0, archivesMax);
        const files: CiFile[] = [];
        for (const artifact of wanted) {
          const parameters = { ...place(repository), artifact_id: artifact.id, archive_format: "zip" };
          const bytes = await download(
            octokit,
            "GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}",
            parameters,
            bytesMax,
          );
          files.push({ name: artifact.name, form: "zip", bytes });
        }
        return files;
      });
    },

    async listAnnotations(repository, jobExternalId): Promise<CiAnnotation[]> {
      if (isNeverStarted(jobExternalId)) return [];
      const octokit = await octokitFor(repository.installationId);
      // The id of a job is also the id of its check run.
      const { data } = await octokit.rest.checks.listAnnotations({
        ...place(repository),
        check_run_id: Number(jobExternalId),
        per_page: 50,
      });
      return data.map((annotation) => ({
        file: annotation.path,
        line: annotation.start_line,
        level: annotation.annotation_level ?? "notice",
        message: annotation.message ?? "",
      }));
    },

    async rerun(repository): Promise<CiRerun> {
      const octokit = await octokitFor(repository.installationId);
      return {
        allowedBy: "the GitHub App",
        async failed(externalId) {
          try {
            await octokit.rest.actions.reRunWorkflowFailedJobs({
              ...place(repository),
              run_id: Number(externalId),
            });
            return true;
          } catch (error) {
            const status = statusOf(error);
            if (status === 403 || status === 404 || status === 409 || status === 422) return false;
            throw error;
          }
        },
      };
    },
  };
}

/** What a run says of its own failure is never the one that is left out. */
function isHandedOver({ name }: { name: string }): boolean {
  return name.startsWith(failureArtifactPrefix);
}

/** A rerun uploads under the same name again, and the run then lists both: the newer one is what the rerun saw. */
function newestByName<T extends { id: number; name: string }>(artifacts: readonly T[]): T[] {
  const newest = new Map<string, T>();
  for (const artifact of artifacts) {
    const known = newest.get(artifact.name);
    if (known === undefined || known.id < artifact.id) newest.set(artifact.name, artifact);
  }
  return [...newest.values()];
}

/** 403: permission missing; 404 and 410: gone or expired. Each is a reason, not an error. */
async function readable<T>(subject: string, read: () => Promise<T>): Promise<Readable<T>> {
  try {
    return { found: true, value: await read() };
  } catch (error) {
    const status = statusOf(error);
    if (status === 403)
      return {
        found: false,
        reason: `${subject} may not be read: the app lacks the permission "actions: read".`,
      };
    if (status === 404 || status === 410)
      return { found: false, reason: `${subject} cannot be read: GitHub no longer has it.` };
    throw error;
  }
}
