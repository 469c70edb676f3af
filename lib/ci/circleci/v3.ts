import type { z } from "zod";
import type { CircleCiApi, Job, Workflow } from "./api";
import type { CircleCiReader } from "./client";
import { circleCiStatus } from "./error";
import { allPages, type Page } from "./pages";
import { v3 } from "./schemas";
import { onHold, type Standing, standingOfV3, standsRed } from "./standing";
import { testStatus } from "./test-status";

const testBytesMax = 32 * 1024 * 1024;
/** A commit that nobody built for this long is not one that somebody waits for. */
const searchDays = 90;

/** API v3, on circleci.com. */
export function createV3(reader: CircleCiReader, now: () => Date): CircleCiApi {
  async function jobs(workflowId: string): Promise<Job[]> {
    const found = await allPages(async (cursor) =>
      pageOf(
        await reader.get("/api/v3/jobs", v3.Jobs, {
          "filter[workflow_id]": workflowId,
          ...cursorQuery(cursor),
        }),
      ),
    );
    return found.map(({ id, attributes }) => ({
      handle: id,
      name: attributes.name,
      approval: attributes.type === "approval",
      standing: standingOfV3(attributes.phase, attributes.outcome),
      startedAt: attributes.started_at ?? null,
      endedAt: attributes.ended_at ?? null,
      number: null,
    }));
  }

  async function workflowOf(wire: z.infer<typeof v3.Workflows>["data"][number]): Promise<Workflow> {
    const { name, phase, outcome, created_at, ended_at } = wire.attributes;
    const standing = standingOfV3(phase, outcome);
    const held = standing.status === "in_progress" ? standingOfHeld(await jobs(wire.id)) : null;
    return {
      id: wire.id,
      name,
      standing: held ?? standing,
      createdAt: created_at,
      endedAt: ended_at ?? null,
    };
  }

  return {
    jobs,

    async pipelines(project, headSha) {
      const to = now();
      const from = new Date(to.getTime() - searchDays * 86_400_000);
      const filter = `pipeline.git.revision == "${headSha}"`;
      const found = await allPages(async (cursor) =>
        pageOf(await reader.searchRuns({ projectId: project.id, from, to, filter, cursor }, v3.Runs)),
      );
      return (
        found
          // The filter saves pages; what is believed is the run itself.
          .filter((run) => run.references.project.id === project.id)
          .filter((run) => run.references.event?.attributes?.vcs?.revision === headSha)
          .map((run) => ({
            id: run.id,
            createdAt: run.attributes.created_at,
            branch: run.references.event?.attributes?.vcs?.branch ?? null,
            continues: run.attributes.phase !== "ended",
            errors: (run.attributes.errors ?? []).map((error) => error.message),
          }))
          .sort((left, right) => left.createdAt.localeCompare(right.createdAt))
      );
    },

    async workflows(pipelineId) {
      const found = await allPages(async (cursor) =>
        pageOf(
          await reader.get("/api/v3/workflows", v3.Workflows, {
            "filter[run_id]": pipelineId,
            ...cursorQuery(cursor),
          }),
        ),
      ).catch(noneWhereAbsent);
      const workflows: Workflow[] = [];
      for (const wire of found) workflows.push(await workflowOf(wire));
      return workflows;
    },

    async steps(_project, job) {
      const { data } = await reader.get(jobPath(job), v3.Job);
      return (data.attributes.parallel_executions ?? []).flatMap(({ steps }, execution) =>
        steps.map((step) => ({
          name: step.name,
          command: step.command ?? null,
          execution,
          standing: standingOfV3(step.phase, step.outcome),
          exitCode: step.exit_code ?? null,
          output: `${execution}/${step.num}`,
        })),
      );
    },

    async stepOutput(job, output, bytesMax) {
      const [execution = "0", step = "0"] = output.split("/");
      const query = { "filter[execution]": execution, "filter[step_num]": step };
      const out = await reader.getBytes(`${jobPath(job)}/stdout`, bytesMax, query);
      const room = bytesMax - out.length;
      if (room <= 0) return out;
      // What a step wrote to its error stream is kept apart, and not every step has one.
      const error = await reader.getBytes(`${jobPath(job)}/stderr`, room, query).catch(noneWhereAbsent);
      return Buffer.concat([out, Uint8Array.from(error)]);
    },

    async tests(_project, job) {
      const lines = await reader.getLines(`${jobPath(job)}/tests`, v3.Test, testBytesMax);
      return lines.map(({ classname, name, result, message }) => ({
        classname: classname || null,
        name,
        file: null,
        status: testStatus(result),
        message: message || null,
      }));
    },

    async artifacts(_project, job) {
      const found = await allPages(async (cursor) =>
        pageOf(await reader.get(`${jobPath(job)}/artifacts`, v3.Artifacts, cursorQuery(cursor))),
      );
      return found.map(({ attributes }) => attributes);
    },
  };
}

/**
 * v3 has no word for it: a workflow stands still when an approval is open and nothing else has begun. What has run by then
 * says how it stands. Null where something still runs.
 */
function standingOfHeld(jobs: readonly Job[]): Standing | null {
  const open = jobs.filter((job) => job.standing.status !== "completed");
  const held =
    open.some((job) => job.approval) && open.every((job) => job.approval || job.startedAt === null);
  if (!held) return null;
  return jobs.some((job) => standsRed(job.standing)) ? standingOfV3("ended", "failed") : onHold;
}

function jobPath(job: string): string {
  return `/api/v3/jobs/${encodeURIComponent(job)}`;
}

function cursorQuery(cursor: string | null): Record<string, string> {
  return cursor === null ? {} : { "page[cursor]": cursor };
}

function pageOf<T>(answer: {
  data: T[];
  page?: { next?: string | null | undefined } | null | undefined;
}): Page<T> {
  return { items: answer.data, next: answer.page?.next || null };
}

function noneWhereAbsent(error: unknown): [] {
  if (circleCiStatus(error) === 404) return [];
  throw error;
}
