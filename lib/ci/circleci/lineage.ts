import type { WatchedProject } from "./access";
import type { CircleCiApi, Pipeline, Workflow } from "./api";
import { standingOfV3 } from "./standing";

/**
 * CircleCI makes a new workflow for each rerun, and a new pipeline when somebody builds a commit once more. What GitHub
 * calls the attempts of one run is here: the workflows of one name for one commit of one project, oldest first.
 */
export interface Lineage {
  project: WatchedProject;
  headSha: string;
  name: string;
  attempts: Attempt[];
}

export interface Attempt {
  workflow: Workflow;
  branch: string | null;
  /** Why there is no real workflow; empty for a real one. */
  errors: readonly string[];
}

const configurationName = "CircleCI configuration";

/** The runs of one commit in one project. */
export async function readLineages(
  api: CircleCiApi,
  project: WatchedProject,
  headSha: string,
): Promise<Lineage[]> {
  const byName = new Map<string, Lineage>();
  for (const pipeline of await api.pipelines(project, headSha)) {
    for (const attempt of attemptsOf(pipeline, await api.workflows(pipeline.id))) {
      const { name } = attempt.workflow;
      const lineage = byName.get(name) ?? { project, headSha, name, attempts: [] };
      byName.set(name, lineage);
      lineage.attempts.push(attempt);
    }
  }
  return [...byName.values()];
}

function attemptsOf(pipeline: Pipeline, workflows: readonly Workflow[]): Attempt[] {
  const { branch, errors } = pipeline;
  if (workflows.length === 0 && errors.length > 0)
    return [{ workflow: failedToStart(pipeline), branch, errors }];
  const inOrder = [...workflows].sort((left, right) => left.createdAt.localeCompare(right.createdAt));
  const allPassed = inOrder.every((workflow) => workflow.standing.conclusion === "success");
  return inOrder.map((workflow) => ({
    // Between a setup workflow and what it continues with, everything looks green that has not even begun.
    workflow: pipeline.continues && allPassed ? stillRunning(workflow) : workflow,
    branch,
    errors: [],
  }));
}

function stillRunning(workflow: Workflow): Workflow {
  return { ...workflow, standing: standingOfV3("started", null), endedAt: null };
}

function failedToStart(pipeline: Pipeline): Workflow {
  return {
    id: pipeline.id,
    name: configurationName,
    standing: standingOfV3("ended", "errored"),
    createdAt: pipeline.createdAt,
    endedAt: pipeline.createdAt,
  };
}

/** How a lineage is known outside: `PROJECT/COMMIT/WORKFLOW NAME`. The same for all of its attempts. */
export function lineageId({ project, headSha, name }: Pick<Lineage, "project" | "headSha" | "name">): string {
  return `${project.id}/${headSha}/${name}`;
}

export function parseLineageId(id: string): { projectId: string; headSha: string; name: string } | null {
  const [, projectId, headSha, name] = /^([^/]+)\/([0-9a-f]{40,64})\/(.+)$/s.exec(id) ?? [];
  return projectId && headSha && name ? { projectId, headSha, name } : null;
}
