import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { packTree } from "@/lib/tree-archive/pack-tree";
import { treeArchiveLimits, unpackTree } from "@/lib/tree-archive/unpack-tree";
import { limits } from "../limits";
import type { Machine } from "../machine";
import type { FoundSandbox, Sandbox, SandboxRequest, SandboxResult } from "../types";
import { workingDirectoryOf } from "../working-directory";
import { createVercelSandboxClient, type VercelSandboxClient } from "./client";
import { packCommand, remote, runScript } from "./run-script";

/** For the machine's start, both ways of the tree, and its end. */
const graceMs = 120_000;
/** Of a command that was killed. */
const killedExitCode = 128 + 9;

/** Each run on a machine of its own at Vercel: a tree goes there, a command runs, the tree comes back, the machine is deleted. */
export function findVercelSandbox({ vercel }: Machine): FoundSandbox {
  if (vercel === null)
    return {
      found: false,
      reason:
        "Vercel's sandboxes need REGREEN_VERCEL_TOKEN, REGREEN_VERCEL_TEAM_ID and REGREEN_VERCEL_PROJECT_ID.",
    };
  return { found: true, sandbox: createVercelSandbox(createVercelSandboxClient(vercel)) };
}

function createVercelSandbox(client: VercelSandboxClient): Sandbox {
  return {
    id: "vercel-sandbox",
    isolates: true,
    kernel: "own",
    place: "elsewhere",
    facts: [
      {
        what: "Network",
        holds: true,
        how: "Vercel is asked to deny all of it. A model is not reached either, so that agents need one outside.",
      },
      {
        what: "Files",
        holds: true,
        how: "A machine of its own that gets the tree, forgets everything and is deleted.",
      },
      { what: "Processes of others", holds: true, how: "There are none on that machine." },
      {
        what: "Memory and processes",
        holds: true,
        how: "Those of a machine with 2 processors and 4 GiB; what is used up is that machine's own.",
      },
      {
        what: "Taken back",
        holds: true,
        how: `At most ${treeArchiveLimits.entriesMax.toLocaleString("en")} files and ${treeArchiveLimits.totalBytesMax / 1024 ** 2} MiB, or nothing.`,
      },
      {
        what: "Time",
        holds: true,
        how: "The command is killed at its limit, and the machine is deleted after every run.",
      },
    ],
    run: (request) => runRemotely(client, request),
  };
}

async function runRemotely(client: VercelSandboxClient, request: SandboxRequest): Promise<SandboxResult> {
  const folder = relative(request.treeDirectory, workingDirectoryOf(request));
  if (request.converse)
    throw new Error(
      "Vercel's sandboxes run no program that is spoken with. Choose another agent or sandbox.",
    );
  if (request.modelEndpoint)
    throw new Error(
      "Behind Vercel's sandboxes no command reaches a model. Choose the builtin agent, which asks its model from outside.",
    );
  request.signal?.throwIfAborted();
  const started = performance.now();
  const timeoutMs = request.timeoutSeconds * 1_000 + graceMs;
  const signal = AbortSignal.any([
    AbortSignal.timeout(timeoutMs),
    ...(request.signal ? [request.signal] : []),
  ]);
  const machine = await client.create(timeoutMs, signal);
  const { session } = machine;
  try {
    await upload(client, session, request, signal);
    const output = { stdout: keepFirst(request), stderr: keepFirst(request) };
    const runFrom = performance.now();
    const { exitCode } = await client.run(
      session,
      {
        command: [
          ...(["/bin/sh", "-c", runScript, "sh"] as const),
          ...[String(request.timeoutSeconds), join(remote.tree, folder), ...request.command],
        ],
        workingDirectory: remote.tree,
        environment: { ...request.environment, LANG: "C.UTF-8" },
      },
      (stream, data) => output[stream].add(data),
      signal,
    );
    const killed = exitCode === killedExitCode;
    // By our own clock: a machine that has no memory left kills, too, and what is said there can be made up.
    const timedOut = killed && performance.now() - runFrom >= request.timeoutSeconds * 1_000;
    await takeBack(client, session, request, signal);
    return {
      exitCode: killed ? null : exitCode,
      signal: killed ? "SIGKILL" : null,
      timedOut,
      exceeded: null,
      durationMs: Math.round(performance.now() - started),
      standardOutput: output.stdout.text(),
      standardError: output.stderr.text(),
      truncated: output.stdout.truncated() || output.stderr.truncated(),
    };
  } catch (error) {
    request.signal?.throwIfAborted();
    throw error;
  } finally {
    // Where even that fails, the machine's own time limit ends it, and it keeps nothing.
    await client.remove(machine).catch(() => {});
  }
}

async function upload(
  client: VercelSandboxClient,
  session: string,
  { treeDirectory, mounts = [], standardInput = "" }: SandboxRequest,
  signal: AbortSignal,
): Promise<void> {
  const given = await mkdtemp(join(tmpdir(), "regreen-given-"));
  try {
    await writeFile(join(given, "input"), standardInput);
    const folders = [
      { from: treeDirectory, to: remote.tree },
      { from: given, to: remote.given },
      ...mounts.map(({ from, to }) => ({ from, to: join(remote.tree, to) })),
    ];
    const archive = await packTree(folders.map(({ from, to }) => ({ from, to: relative("/", to) })));
    await client.write(session, archive, signal);
  } finally {
    await rm(given, { recursive: true, force: true });
  }
}

/** The tree as the command left it; what was only shown in it stays there. */
async function takeBack(
  client: VercelSandboxClient,
  session: string,
  { treeDirectory, mounts = [] }: SandboxRequest,
  signal: AbortSignal,
): Promise<void> {
  const { exitCode } = await client.run(
    session,
    {
      command: packCommand(mounts.map(({ to }) => to)),
      workingDirectory: remote.given,
      environment: {},
    },
    () => {},
    signal,
  );
  if (exitCode !== 0) throw new Error("The tree could not be packed on the remote machine.");
  const bytesMax = treeArchiveLimits.compressedBytesMax + 1;
  const archive = await client.read(session, remote.result, bytesMax, signal);
  if (archive === null) throw new Error("The tree did not come back from the remote machine.");
  await unpackTree(archive, treeDirectory);
}

/** Keeps the first bytes of what a command says. */
function keepFirst({ outputBytesMax = limits.outputBytesMax }: SandboxRequest) {
  let kept = Buffer.alloc(0);
  let truncated = false;
  return {
    add(data: string): void {
      const bytes = Buffer.from(data);
      const room = outputBytesMax - kept.length;
      if (bytes.length > room) truncated = true;
      if (room > 0) kept = Buffer.concat([kept, bytes.subarray(0, room)]);
    },
    text: () => kept.toString("utf8"),
    truncated: () => truncated,
  };
}
