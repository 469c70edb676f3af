import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { bareFolder } from "../git/bare";
import { git } from "../git/run";
import { repositoryById } from "../state/lookup";
import { uploadArtifact } from "./artifacts";
import { interpolate } from "./expressions";
import { type StepContext, type StepEnd, scopeOf } from "./job-context";
import { nodeMatchers } from "./problem-matchers";
import { runCommandLine } from "./process";
import { logEnvironment } from "./shell-step";
import { CompositeAction, type Step } from "./workflow-file";

export type UsesStep = Extract<Step, { uses: string }>;

export interface CompositeRun {
  composite: CompositeAction;
  inputs: Record<string, string>;
  actionPath: string;
}

export type ActionEnd = StepEnd | CompositeRun;

/** The product's own action, as workflows name it: `OWNER/NAME/lib/evidence/action@REF`. */
const productAction = /\/(lib\/evidence\/action)@/;
const productRoot = fileURLToPath(new URL("../../..", import.meta.url));

const success: StepEnd = { conclusion: "success" };

/**
 * The actions this CI knows without a network, and composite actions of the repository itself. A composite one comes back
 * to the caller, who runs its steps.
 */
export async function runAction(context: StepContext, step: UsesStep): Promise<ActionEnd> {
  const scope = scopeOf(context.job, context.env, context.inputs);
  const inputs = Object.fromEntries(
    Object.entries(step.with).map(([key, value]) => [key, interpolate(value, scope)]),
  );
  context.job.log.line(`##[group]Run ${step.uses}`);
  if (Object.keys(inputs).length > 0) context.job.log.line("with:");
  for (const [key, value] of Object.entries(inputs)) context.job.log.line(`  ${key}: ${value}`);
  logEnvironment(context);
  context.job.log.line("##[endgroup]");
  if (step.uses.startsWith("./"))
    return loadComposite(context, step.uses, join(context.job.folders.workspace, step.uses), inputs);
  const ours = productAction.exec(step.uses)?.[1];
  if (ours !== undefined) return loadComposite(context, step.uses, join(productRoot, ours), inputs);
  switch (step.uses.split("@")[0]) {
    case "actions/checkout":
      return checkout(context, inputs);
    case "actions/setup-node":
      return setupNode(context);
    case "actions/setup-python":
      return setupTool(context, "python3", ["--version"]);
    case "actions/upload-artifact":
      return uploadArtifact(context, inputs);
    case "actions/cache":
      context.job.log.line(`Cache not found for input keys: ${inputs.key ?? ""}`);
      return success;
    default:
      return refuse(context, `Unable to resolve action \`${step.uses}\`, the lab's CI brings no such action`);
  }
}

function refuse(context: StepContext, message: string): StepEnd {
  context.job.log.error(message);
  context.annotations.add({ level: "failure", message });
  return { conclusion: "failure" };
}

/**
 * Clones the commit of the run. For pull requests GitHub would check out the merge of head and base; the lab takes the head
 * commit itself, so that what is tested is exactly what `head_sha` says.
 */
async function checkout(context: StepContext, inputs: Record<string, string>): Promise<StepEnd> {
  const { job } = context;
  const { world, run, log } = job;
  const repository = repositoryById(world, run.repositoryId);
  const folder = join(job.folders.workspace, inputs.path ?? ".");
  const source = bareFolder(world, repositoryById(world, run.headRepositoryId));
  const commit = inputs.ref ?? run.headSha;
  const depth = inputs["fetch-depth"] === "0" ? [] : ["--depth=1"];
  log.line(`Syncing repository: ${repository.owner}/${repository.name}`);
  await mkdir(folder, { recursive: true });
  log.group("Initializing the repository", [`[command]/usr/bin/git init ${folder}`]);
  await git(folder, ["init", "--quiet", `--initial-branch=${run.headBranch}`]);
  await git(folder, ["remote", "add", "origin", `${world.baseUrl}/${repository.owner}/${repository.name}`]);
  log.group("Fetching the repository", [
    `[command]/usr/bin/git fetch --no-tags ${depth.join(" ")} origin ${commit}`,
  ]);
  // The file protocol, because a plain path would ignore the depth.
  await git(folder, ["fetch", "--quiet", "--no-tags", ...depth, `file://${source}`, commit]);
  log.group("Checking out the ref", [`[command]/usr/bin/git checkout --progress --force ${commit}`]);
  await git(folder, ["checkout", "--quiet", "--force", "--detach", commit]);
  log.line("[command]/usr/bin/git log -1 --format=%H");
  log.line(commit);
  return success;
}

async function setupNode(context: StepContext): Promise<StepEnd> {
  context.job.matchers.push(...nodeMatchers());
  return setupTool(context, "node", ["--version"]);
}

/** Hosted runners have their tools already; so has the lab. Says which version is there. */
async function setupTool(context: StepContext, tool: string, args: string[]): Promise<StepEnd> {
  const { job } = context;
  let version = "";
  const end = await runCommandLine(tool, args, {
    cwd: job.folders.workspace,
    env: context.env,
    timeoutMs: 10_000,
    signal: job.signal,
    onLine: (line) => {
      version ||= line;
    },
  });
  if (end.kind !== "exited" || end.exitCode !== 0) return refuse(context, `${tool} is not on this machine`);
  job.log.group("Environment details", [`${tool}: ${version}`]);
  return success;
}

async function loadComposite(
  context: StepContext,
  uses: string,
  folder: string,
  given: Record<string, string>,
): Promise<ActionEnd> {
  const text =
    (await readFile(join(folder, "action.yml"), "utf8").catch(() => null)) ??
    (await readFile(join(folder, "action.yaml"), "utf8").catch(() => null));
  if (text === null)
    return refuse(
      context,
      `Can't find 'action.yml' or 'action.yaml' under '${folder}'. Did you forget to run actions/checkout?`,
    );
  const parsed = CompositeAction.safeParse(parse(text));
  if (!parsed.success)
    return refuse(context, `${uses} is not a composite action that the lab's CI understands`);
  const scope = scopeOf(context.job, context.env, context.inputs);
  const defaults = Object.entries(parsed.data.inputs).map(([name, input]) => [
    name,
    interpolate(input?.default ?? "", scope),
  ]);
  return {
    composite: parsed.data,
    inputs: { ...Object.fromEntries(defaults), ...given },
    actionPath: folder,
  };
}

/** Leaves nothing of a job on disk. */
export async function removeWorkFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 3 });
}
