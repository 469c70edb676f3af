import { parse } from "yaml";
import { z } from "zod";

const Lines = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

const Wait = z.union([
  z.literal("wait").transform(() => ({ continueOnFailure: false })),
  z
    .object({ wait: z.unknown(), continue_on_failure: z.boolean().default(false) })
    .refine((step) => "wait" in step)
    .transform((step) => ({ continueOnFailure: step.continue_on_failure })),
]);

const Block = z.object({ block: z.string(), key: z.string().optional() });

const Command = z
  .object({
    label: z.string().optional(),
    key: z.string().optional(),
    command: Lines.optional(),
    commands: Lines.optional(),
    env: z.record(z.string(), z.coerce.string()).default({}),
    artifact_paths: Lines.default([]),
    soft_fail: z.boolean().default(false),
  })
  .refine((step) => step.command !== undefined || step.commands !== undefined, {
    message: "has no command",
  });

export type PlannedStep =
  | { kind: "wait"; continueOnFailure: boolean }
  | { kind: "block"; name: string; key: string | null }
  | {
      kind: "command";
      name: string;
      key: string | null;
      command: string;
      env: Record<string, string>;
      artifactPaths: string[];
      softFail: boolean;
    };

/** The part of a pipeline file that the lab understands; agents, plugins and groups are left aside. */
const PipelineFile = z.object({
  env: z.record(z.string(), z.coerce.string()).default({}),
  steps: z.array(z.unknown()).min(1),
});

export type ReadPipeline = { ok: true; steps: PlannedStep[] } | { ok: false; error: string };

/** https://buildkite.com/docs/pipelines/configure/defining-steps */
export function readPipeline(text: string): ReadPipeline {
  try {
    const file = PipelineFile.parse(parse(text));
    return { ok: true, steps: file.steps.map((step) => plannedStep(step, file.env)) };
  } catch (error) {
    return { ok: false, error: error instanceof z.ZodError ? z.prettifyError(error) : String(error) };
  }
}

function plannedStep(given: unknown, env: Record<string, string>): PlannedStep {
  const wait = Wait.safeParse(given);
  if (wait.success) return { kind: "wait", ...wait.data };
  const block = Block.safeParse(given);
  if (block.success) return { kind: "block", name: block.data.block, key: block.data.key ?? null };
  const step = Command.parse(given);
  const command = [...(step.command ?? []), ...(step.commands ?? [])].join("\n");
  return {
    kind: "command",
    name: step.label ?? command.split("\n")[0] ?? "",
    key: step.key ?? null,
    command,
    env: { ...env, ...step.env },
    artifactPaths: step.artifact_paths.flatMap((paths) => paths.split(";")),
    softFail: step.soft_fail,
  };
}
