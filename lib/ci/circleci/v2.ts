import type { WatchedProject } from "./access";
import type { CircleCiApi } from "./api";
import { type CircleCiReader, jsonOf } from "./client";
import { allPages, type Page } from "./pages";
import { v1, v2 } from "./schemas";
import { onHold, standingOfV2 } from "./standing";
import { testStatus } from "./test-status";

const vcsOfV1: Readonly<Record<string, string>> = { gh: "github", bb: "bitbucket", gl: "gitlab" };

/** API v2, with v1.1 for what only that has: the steps of a job and their output. On CircleCI Server. */
export function createV2(reader: CircleCiReader): CircleCiApi {
  return {
    async pipelines(project, headSha) {
      // No filter by commit: the newest 200 pipelines of the project are looked through.
      const path = `/api/v2/project/${pathOf(project.slug)}/pipeline`;
      const found = await allPages(async (token) =>
        pageOf(await reader.get(path, v2.Pipelines, tokenQuery(token))),
      );
      return found
        .filter(
          ({ vcs, trigger_parameters, project_slug }) =>
            project_slug === project.slug &&
            (vcs?.revision ?? trigger_parameters?.git?.checkout_sha) === headSha,
        )
        .map(({ id, created_at, vcs, trigger_parameters, state, errors }) => ({
          id,
          createdAt: created_at,
          branch: vcs?.branch ?? trigger_parameters?.git?.branch ?? null,
          continues: state === "pending" || state.startsWith("setup"),
          errors: (errors ?? []).map((error) => error.message),
        }))
        .sort((left, right) => left.createdAt.localeCompare(right.createdAt));
    },

    async workflows(pipelineId) {
      const path = `/api/v2/pipeline/${encodeURIComponent(pipelineId)}/workflow`;
      const found = await allPages(async (token) =>
        pageOf(await reader.get(path, v2.Workflows, tokenQuery(token))),
      );
      return found.map(({ id, name, status, created_at, stopped_at }) => ({
        id,
        name,
        standing: status === "on_hold" ? onHold : standingOfV2(status),
        createdAt: created_at,
        endedAt: stopped_at ?? null,
      }));
    },

    async jobs(workflowId) {
      const path = `/api/v2/workflow/${encodeURIComponent(workflowId)}/job`;
      const found = await allPages(async (token) =>
        pageOf(await reader.get(path, v2.Jobs, tokenQuery(token))),
      );
      return found.map((job) => ({
        // An approval has no number, and nothing to read either.
        handle: String(job.job_number ?? job.id),
        name: job.name,
        approval: job.type === "approval",
        standing: standingOfV2(job.status),
        startedAt: job.started_at ?? null,
        endedAt: job.stopped_at ?? null,
        number: job.job_number ?? null,
      }));
    },

    async steps(project, job) {
      const build = await reader.get(`/api/v1.1/project/${pathOfV1(project)}/${jobPart(job)}`, v1.Build);
      return build.steps.flatMap(({ name, actions }) =>
        actions.map((action) => ({
          name,
          command: action.bash_command ?? null,
          execution: action.index,
          standing: standingOfV2(action.status),
          exitCode: action.exit_code ?? null,
          output: action.has_output === false ? null : (action.output_url ?? null),
        })),
      );
    },

    async stepOutput(_job, output, bytesMax) {
      const bytes = await reader.download(output, bytesMax, "presigned");
      const messages = v1.Output.safeParse(jsonOf(new TextDecoder().decode(bytes)));
      return messages.success ? Buffer.from(messages.data.map(({ message }) => message).join("")) : bytes;
    },

    async tests(project, job) {
      const path = `/api/v2/project/${pathOf(project.slug)}/${jobPart(job)}/tests`;
      const found = await allPages(async (token) =>
        pageOf(await reader.get(path, v2.Tests, tokenQuery(token))),
      );
      return found.map(({ classname, name, file, result, message }) => ({
        classname: classname || null,
        name,
        file: file || null,
        status: testStatus(result),
        message: message || null,
      }));
    },

    artifacts(project, job) {
      const path = `/api/v2/project/${pathOf(project.slug)}/${jobPart(job)}/artifacts`;
      return allPages(async (token) => pageOf(await reader.get(path, v2.Artifacts, tokenQuery(token))));
    },
  };
}

/** A slug's parts as parts of a path. */
export function pathOf(slug: string): string {
  return slug.split("/").map(encodeURIComponent).join("/");
}

/** v1.1 spells the version control system out. */
function pathOfV1(project: WatchedProject): string {
  const [vcs = "", ...rest] = project.slug.split("/");
  return pathOf([vcsOfV1[vcs] ?? vcs, ...rest].join("/"));
}

function jobPart(job: string): string {
  return encodeURIComponent(job);
}

export function tokenQuery(token: string | null): Record<string, string> {
  return token === null ? {} : { "page-token": token };
}

export function pageOf<T>(answer: { items: T[]; next_page_token?: string | null | undefined }): Page<T> {
  return { items: answer.items, next: answer.next_page_token || null };
}
