import { blobLink } from "../blobs/links";
import type { World } from "../world";
import { type CircleApi, type CircleContext, notFoundBody } from "./answers";
import type { CircleStep } from "./model";
import { jobByNumber } from "./v2";
import { visible } from "./visible";

/** API v1.1: the steps of a job with links to their output, and what a person follows. */
export function v1Routes(app: CircleApi, world: World): void {
  const seen = (c: CircleContext) => visible(world, c.get("token"));

  app.get("/api/v1.1/projects", (c) =>
    c.json(
      seen(c).projects.map(({ slug }) => {
        const [vcs = "", username = "", reponame = ""] = slug.split("/");
        return { vcs_type: vcs === "gh" ? "github" : vcs, username, reponame };
      }),
    ),
  );

  app.get("/api/v1.1/project/:vcs/:org/:name/:number", (c) => {
    const slug = [c.req.param("vcs"), c.req.param("org"), c.req.param("name")].join("/");
    const project = seen(c).projectOfSlug(slug);
    const job = project && jobByNumber(world, c, project, Number(c.req.param("number")));
    if (!job) return c.json(notFoundBody(c), 404);
    const names = new Map<string, { step: CircleStep; index: number }[]>();
    for (const [index, steps] of job.executions.entries())
      for (const step of steps) names.set(step.name, [...(names.get(step.name) ?? []), { step, index }]);
    return c.json({
      build_num: job.number,
      status: job.status,
      workflows: { job_name: job.name, workflow_id: job.workflowId },
      steps: [...names].map(([name, actions]) => ({
        name,
        actions: actions.map(({ step, index }) => ({
          index,
          step: step.num,
          name,
          type: "test",
          status: step.status,
          failed: step.exitCode === null ? null : step.exitCode !== 0,
          exit_code: step.exitCode,
          bash_command: step.command,
          has_output: true,
          output_url: blobLink(world, `/circleci-output/${job.id}-${index}-${step.num}`),
        })),
      })),
    });
  });
}
