import { parse } from "yaml";
import { z } from "zod";

const Scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const Environment = z
  .record(
    z.string(),
    Scalar.nullable().transform((value) => value ?? ""),
  )
  .nullish()
  .transform((value) => value ?? {});
const Names = z
  .union([z.string().transform((one) => [one]), z.array(z.string())])
  .nullish()
  .transform((value) => value ?? null);

const StepBase = {
  id: z.string().optional(),
  name: z.string().optional(),
  if: Scalar.optional(),
  env: Environment,
  "continue-on-error": z.union([z.boolean(), z.string()]).default(false),
  "timeout-minutes": z.number().positive().optional(),
};

export const Step = z.union([
  z.object({
    ...StepBase,
    run: z.string(),
    shell: z.string().optional(),
    "working-directory": z.string().optional(),
  }),
  z.object({ ...StepBase, uses: z.string(), with: Environment }),
]);
export type Step = z.output<typeof Step>;

const Job = z.object({
  name: z.string().optional(),
  needs: Names.transform((value) => value ?? []),
  if: Scalar.optional(),
  "runs-on": z.unknown(),
  env: Environment,
  "timeout-minutes": z.number().positive().default(15),
  "continue-on-error": z.boolean().default(false),
  strategy: z
    .object({ matrix: z.record(z.string(), z.array(Scalar)), "fail-fast": z.boolean().default(true) })
    .optional(),
  defaults: z
    .object({ run: z.object({ shell: z.string().optional(), "working-directory": z.string().optional() }) })
    .optional(),
  steps: z.array(Step),
});
export type WorkflowJob = z.output<typeof Job>;

const BranchFilter = z
  .object({ branches: Names, "branches-ignore": Names, tags: Names })
  .nullish()
  .transform((value) => value ?? { branches: null, "branches-ignore": null, tags: null });
export type BranchFilter = z.output<typeof BranchFilter>;

const Triggers = z
  .union([
    z.string().transform((one) => ({ [one]: null })),
    z.array(z.string()).transform(asMap),
    z.looseObject({}),
  ])
  .pipe(
    z.looseObject({
      push: BranchFilter.optional(),
      pull_request: BranchFilter.optional(),
      merge_group: z.unknown().optional(),
      workflow_dispatch: z.unknown().optional(),
    }),
  );

function asMap(names: string[]): Record<string, null> {
  return Object.fromEntries(names.map((name) => [name, null]));
}

/** The part of GitHub's workflow syntax that the lab's CI understands; the rest of a file is ignored. */
export const WorkflowFile = z.object({
  name: z.string().optional(),
  on: Triggers,
  env: Environment,
  defaults: z
    .object({ run: z.object({ shell: z.string().optional(), "working-directory": z.string().optional() }) })
    .optional(),
  jobs: z.record(z.string(), Job),
});
export type WorkflowFile = z.output<typeof WorkflowFile>;

export const CompositeAction = z.object({
  name: z.string().default("Composite action"),
  inputs: z
    .record(z.string(), z.object({ default: Scalar.optional() }).nullable())
    .nullish()
    .transform((value) => value ?? {}),
  runs: z.object({ using: z.literal("composite"), steps: z.array(Step) }),
});
export type CompositeAction = z.output<typeof CompositeAction>;

/** Reads a workflow file; null where it is no valid one, which GitHub shows as a run that failed to start. */
export function parseWorkflow(text: string): WorkflowFile | null {
  try {
    const parsed = WorkflowFile.safeParse(parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
