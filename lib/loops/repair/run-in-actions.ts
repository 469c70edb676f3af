import { setTimeout as wait } from "node:timers/promises";
import type { RunInActions } from "@/lib/agents/types";
import type { Context } from "@/lib/context";
import type { LoopRow } from "@/lib/db/loops";
import { agentTreeFile, agentTreeName, agentWordsFile } from "@/lib/domain/setup/propose-agent-workflow";
import { archiveLimits } from "@/lib/evidence/archive/limits";
import { readZip } from "@/lib/evidence/archive/read-zip";
import { ArchiveRefused } from "@/lib/evidence/archive/refused";
import { httpStatus } from "@/lib/github/client";
import {
  cancelRun,
  type DispatchedRun,
  dispatchWorkflow,
  putLooseText,
  readArtifact,
  runConclusion,
} from "@/lib/github/workflow-runs";
import { isFork } from "../is-fork";
import { repositoryRef } from "../repository-ref";

const pollMs = 3_000;
const compressedBytesMax = archiveLimits.compressedBytesMax;
const wordsBytesMax = 64 * 1024;

/**
 * Lets a workflow of the repository work on the failing commit. Its inputs name objects of that repository and hold nothing
 * themselves. The run is cancelled when its time is up and when the loop stops.
 */
export function runInActions(ctx: Context, loop: LoopRow, commit: string, signal: AbortSignal): RunInActions {
  const repository = repositoryRef(loop.repository, loop.organization);
  return async ({ workflow, brief, prompt, deadlineMs, onStarted }) => {
    // Its CI has the repository's secrets; a stranger's code must not run beside them.
    if (isFork(loop)) return none("Nothing of a fork runs in the repository's own GitHub Actions.");
    const started = await start();
    if ("reason" in started) return none(started.reason);
    onStarted(started.url);
    const conclusion = await ended(started.id);
    if (conclusion === null) return none(`It did not end in time and was cancelled: ${started.url}.`);
    const left = await leftBy(started.id);
    if ("reason" in left) return none(`${left.reason} It ended with ${conclusion}: ${started.url}.`);
    return { kind: "tree", ...left, conclusion, url: started.url };

    async function start(): Promise<DispatchedRun | { reason: string }> {
      try {
        const inputs = {
          commit,
          brief: await putLooseText(ctx.github, repository, brief),
          prompt: await putLooseText(ctx.github, repository, prompt),
        };
        const run = await dispatchWorkflow(ctx.github, repository, { workflow, inputs });
        return run ?? { reason: "This GitHub does not say which run it started, so none can be waited for." };
      } catch (error) {
        const reason = refusalOf(error, workflow);
        if (reason === null) throw error;
        return { reason };
      }
    }

    async function ended(runId: number): Promise<string | null> {
      try {
        while (ctx.now().getTime() < deadlineMs) {
          const conclusion = await runConclusion(ctx.github, repository, runId);
          if (conclusion !== null) return conclusion;
          const leftMs = Math.max(deadlineMs - ctx.now().getTime(), 0);
          await wait(Math.min(pollMs, leftMs), undefined, { signal });
        }
        await cancelRun(ctx.github, repository, runId);
        return null;
      } catch (error) {
        await cancelRun(ctx.github, repository, runId).catch(() => {});
        signal.throwIfAborted();
        throw error;
      }
    }

    async function leftBy(
      runId: number,
    ): Promise<{ archive: Uint8Array; words: string } | { reason: string }> {
      const artifact = { runId, name: agentTreeName, bytesMax: compressedBytesMax + 1 };
      const zip = await readArtifact(ctx.github, repository, artifact);
      if (zip === null) return { reason: `It left no artifact ${agentTreeName}.` };
      // The packed tree is as large as the artifact, and its own limits are kept when it is unpacked.
      const limits = { ...archiveLimits, entriesMax: 2, entryBytesMax: compressedBytesMax };
      const files = new Map<string, Uint8Array>();
      try {
        for await (const { name, bytes } of readZip(
          zip,
          (name) => name === agentTreeFile || name === agentWordsFile,
          limits,
        ))
          files.set(name, bytes);
      } catch (error) {
        if (!(error instanceof ArchiveRefused)) throw error;
        return { reason: error.message };
      }
      const archive = files.get(agentTreeFile);
      if (archive === undefined) return { reason: `Its artifact holds no ${agentTreeFile}.` };
      const words = Buffer.from(files.get(agentWordsFile) ?? []).subarray(-wordsBytesMax);
      return { archive, words: words.toString("utf8") };
    }
  };
}

function none(reason: string): { kind: "none"; reason: string } {
  return { kind: "none", reason };
}

/** What a person can do something about; null for every other error. */
function refusalOf(error: unknown, workflow: string): string | null {
  switch (httpStatus(error)) {
    case 403:
      return "The app may not start workflows: it lacks the permission Actions, write.";
    case 404:
      return `There is no workflow ${workflow} on the default branch. docs/sandbox.md shows it.`;
    case 422:
      return `${workflow} cannot be started with our inputs. docs/sandbox.md shows it as it should be.`;
    default:
      return null;
  }
}
