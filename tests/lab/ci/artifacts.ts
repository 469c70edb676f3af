import { createHash } from "node:crypto";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative } from "node:path";
import { zipSync } from "fflate";
import picomatch from "picomatch";
import { isoSeconds } from "../clock";
import { takeId } from "../state/lookup";
import type { Artifact } from "../state/workflows";
import type { World } from "../world";
import type { StepContext, StepEnd } from "./job-context";

const retentionDays = 90;

export function artifactFile(world: World, artifactId: number): string {
  return join(world.folders.artifacts, `${artifactId}.zip`);
}

/** actions/upload-artifact: packs what the path patterns find, one a line; `!` takes out again. */
export async function uploadArtifact(context: StepContext, inputs: Record<string, string>): Promise<StepEnd> {
  const { world, run, log, folders } = context.job;
  const name = inputs.name ?? "artifact";
  // A path outside of the workspace is one file, such as what a step left in RUNNER_TEMP.
  const path = inputs.path ?? "";
  const base = isAbsolute(path) ? dirname(path) : folders.workspace;
  const files = await findFiles(base, isAbsolute(path) ? basename(path) : path);
  if (files.length === 0) return nothingFound(context, inputs);
  const root = commonFolder(files);
  const entries = await Promise.all(
    files.map(
      async (file) => [relative(root, file), new Uint8Array(await readFile(join(base, file)))] as const,
    ),
  );
  const zip = zipSync(Object.fromEntries(entries));
  const now = world.clock.now();
  const artifact: Artifact = {
    id: takeId(world),
    runId: run.id,
    attempt: run.attempt,
    name,
    sizeBytes: zip.byteLength,
    digest: `sha256:${createHash("sha256").update(zip).digest("hex")}`,
    createdAt: isoSeconds(now),
    expiresAt: isoSeconds(new Date(now.getTime() + retentionDays * 86_400_000)),
  };
  await writeFile(artifactFile(world, artifact.id), zip);
  world.state.artifacts.push(artifact);
  world.save();
  log.line(
    `With the provided path, there will be ${files.length} file${files.length === 1 ? "" : "s"} uploaded`,
  );
  log.line(`Artifact ${name}.zip successfully finalized. Artifact ID ${artifact.id}`);
  log.line(`Artifact ${name} has been successfully uploaded! Final size is ${zip.byteLength} bytes.`);
  return { conclusion: "success" };
}

function nothingFound(context: StepContext, inputs: Record<string, string>): StepEnd {
  const message = `No files were found with the provided path: ${inputs.path ?? ""}. No artifacts will be uploaded.`;
  const mode = inputs["if-no-files-found"] ?? "warn";
  if (mode === "ignore") return { conclusion: "success" };
  context.job.log.line(`##[${mode === "error" ? "error" : "warning"}]${message}`);
  context.annotations.add({ level: mode === "error" ? "failure" : "warning", message });
  return { conclusion: mode === "error" ? "failure" : "success" };
}

async function findFiles(workspace: string, patterns: string): Promise<string[]> {
  const lines = patterns
    .split("\n")
    .map((line) => line.trim().replace(/^(!?)\.\//, "$1"))
    .filter(Boolean);
  const wanted = picomatch(
    lines.filter((line) => !line.startsWith("!")).flatMap((line) => [line, `${line.replace(/\/$/, "")}/**`]),
    { dot: true },
  );
  const unwanted = lines
    .filter((line) => line.startsWith("!"))
    .map((line) => picomatch(line.slice(1), { dot: true }));
  const found: string[] = [];
  for (const entry of await readdir(workspace, { recursive: true }).catch(() => [])) {
    if (entry.startsWith(".git/") || !wanted(entry) || unwanted.some((matches) => matches(entry))) continue;
    if ((await stat(join(workspace, entry))).isFile()) found.push(entry);
  }
  return found.sort();
}

/** Names inside the archive are relative to the deepest folder all files share, as the action does it. */
function commonFolder(files: readonly string[]): string {
  const parts = files.map((file) => file.split("/").slice(0, -1));
  const [first = []] = parts;
  const length = first.findIndex((part, index) => parts.some((other) => other[index] !== part));
  return first.slice(0, length < 0 ? first.length : length).join("/");
}
