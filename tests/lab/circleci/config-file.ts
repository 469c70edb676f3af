import { parse } from "yaml";
import { z } from "zod";

const Run = z.object({
  name: z.string().optional(),
  command: z.string(),
  working_directory: z.string().default("."),
  environment: z.record(z.string(), z.coerce.string()).default({}),
  when: z.enum(["always", "on_success", "on_fail"]).default("on_success"),
});
const RunStep = z.preprocess((given) => (typeof given === "string" ? { command: given } : given), Run);

const Step = z.union([
  z.literal("checkout").transform(() => ({ checkout: true as const })),
  z.object({ run: RunStep }),
  z.object({ store_test_results: z.object({ path: z.string() }) }),
  z.object({ store_artifacts: z.object({ path: z.string(), destination: z.string().optional() }) }),
  z.object({ "continuation/continue": z.object({ configuration_path: z.string() }) }),
]);
export type ConfigStep = z.output<typeof Step>;

const Job = z.object({
  parallelism: z.number().int().positive().default(1),
  working_directory: z.string().optional(),
  environment: z.record(z.string(), z.coerce.string()).default({}),
  steps: z.array(Step),
});

const Branches = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

const JobOptions = z.object({
  name: z.string().optional(),
  type: z.enum(["build", "approval"]).default("build"),
  requires: z.array(z.string()).default([]),
  context: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
  filters: z
    .object({ branches: z.object({ only: Branches.optional(), ignore: Branches.optional() }) })
    .optional(),
});

const WorkflowJob = z.preprocess(
  (given) => (typeof given === "string" ? { [given]: {} } : given),
  z.record(z.string(), JobOptions),
);

/** The part of CircleCI's configuration that the lab understands; machines, images and orbs are left aside. */
const ConfigFile = z.object({
  version: z.union([z.number(), z.string()]),
  setup: z.boolean().default(false),
  jobs: z.record(z.string(), Job),
  workflows: z
    .record(z.string(), z.union([z.number(), z.object({ jobs: z.array(WorkflowJob) })]))
    .transform((all) =>
      Object.entries(all).flatMap(([name, workflow]) =>
        typeof workflow === "number"
          ? []
          : [{ name, jobs: workflow.jobs.flatMap((entry) => Object.entries(entry).map(plannedJob)) }],
      ),
    ),
});
export type ConfigFile = z.output<typeof ConfigFile>;
export type ConfigJob = z.output<typeof Job>;

export interface PlannedJob {
  name: string;
  definition: string;
  type: "build" | "approval";
  requires: string[];
  contexts: string[];
  only: string[] | null;
  ignore: string[];
}

function plannedJob([key, given]: [string, z.output<typeof JobOptions>]): PlannedJob {
  const branches = given.filters?.branches;
  return {
    name: given.name ?? key,
    definition: key,
    type: given.type,
    requires: given.requires,
    contexts: given.context,
    only: branches?.only ?? null,
    ignore: branches?.ignore ?? [],
  };
}

export type ReadConfig = { ok: true; config: ConfigFile } | { ok: false; errors: string[] };

export function readConfig(text: string): ReadConfig {
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    return { ok: false, errors: [`Unable to parse YAML\n${String(error)}`] };
  }
  const parsed = ConfigFile.safeParse(document);
  if (!parsed.success)
    return { ok: false, errors: [`ERROR IN CONFIG FILE:\n${z.prettifyError(parsed.error)}`] };
  const unknown = parsed.data.workflows
    .flatMap((workflow) => workflow.jobs)
    .filter((job) => job.type === "build" && parsed.data.jobs[job.definition] === undefined);
  return unknown.length === 0
    ? { ok: true, config: parsed.data }
    : { ok: false, errors: unknown.map((job) => `Cannot find a definition for job named ${job.definition}`) };
}
