import { takeId } from "../state/lookup";
import type { Job, WorkflowRun } from "../state/workflows";
import type { World } from "../world";
import { interpolate } from "./expressions";
import type { WorkflowFile } from "./workflow-file";

/** The jobs of one attempt, one for each combination of a job's matrix. */
export function planJobs(world: World, run: WorkflowRun, file: WorkflowFile): Job[] {
  return Object.entries(file.jobs).flatMap(([key, definition]) =>
    combinations(definition.strategy?.matrix ?? {}).map((matrix): Job => {
      const values = Object.values(matrix);
      const title = interpolate(definition.name ?? key, { status: "success", values: { matrix } });
      return {
        id: takeId(world),
        runId: run.id,
        attempt: run.attempt,
        key,
        matrix,
        // A name that uses the matrix says it all already.
        name:
          values.length > 0 && title === (definition.name ?? key) ? `${title} (${values.join(", ")})` : title,
        needs: definition.needs,
        labels: [String(definition["runs-on"] ?? "ubuntu-latest")],
        status: "queued",
        conclusion: null,
        steps: [],
        createdAt: world.clock.iso(),
        startedAt: null,
        completedAt: null,
      };
    }),
  );
}

function combinations(matrix: Record<string, string[]>): Record<string, string>[] {
  return Object.entries(matrix).reduce<Record<string, string>[]>(
    (partial, [name, values]) => partial.flatMap((one) => values.map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
}
