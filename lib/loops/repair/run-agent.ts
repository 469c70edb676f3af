import type { Agent, AgentReport, RunInTree } from "@/lib/agents/types";
import type { Context } from "@/lib/context";
import { endSession, saveTranscript, startSession } from "@/lib/db/agent-sessions";
import type { Brief } from "@/lib/domain/brief";
import { redact } from "@/lib/evidence/redact/redact";
import type { Sandbox } from "@/lib/sandbox/types";
import type { AttemptFolders } from "./tree-folder";

const transcriptLinesMax = 400;
const lineCharactersMax = 500;
const outputBytesMax = 512 * 1024;

interface AgentRun {
  agent: Agent;
  brief: Brief;
  folders: AttemptFolders;
  sandbox: Sandbox;
  session: { organizationId: string; loopId: string; attemptId: string };
  minutes: number;
  signal: AbortSignal;
}

/** Runs one agent as a session that people can watch. An agent that throws has failed; it never fails the loop. */
export async function runAgent(ctx: Context, run: AgentRun): Promise<AgentReport> {
  const { agent, folders, sandbox, signal } = run;
  const { organizationId } = run.session;
  const transcript: string[] = [];
  const session = await startSession(ctx.db, { ...run.session, agent: agent.id }, ctx.now());
  let saved: Promise<void> = Promise.resolve();

  const runInTree: RunInTree = (request) =>
    sandbox.run({
      ...request,
      treeDirectory: request.treeDirectory ?? folders.after,
      outputBytesMax,
      signal,
    });

  let report: AgentReport;
  try {
    report = await agent.repair({
      brief: run.brief,
      treeDirectory: folders.after,
      scratchDirectory: folders.scratch,
      run: runInTree,
      deadlineMs: ctx.now().getTime() + run.minutes * 60_000,
      now: () => ctx.now().getTime(),
      signal,
      say(line) {
        if (transcript.length >= transcriptLinesMax) return;
        transcript.push(redact(line).text.slice(0, lineCharactersMax));
        saved = saved
          .then(() => saveTranscript(ctx.db, organizationId, session.id, transcript))
          .catch(() => {});
      },
    });
  } catch (error) {
    ctx.log.warn({ agent: agent.id, error }, "the agent failed");
    report = {
      kind: "failed",
      notes: signal.aborted
        ? "It was stopped."
        : `It ended with an error: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
  await saved;
  const notes = redact(report.notes).text.slice(0, 4_000);
  await endSession(
    ctx.db,
    organizationId,
    session.id,
    { status: report.kind === "failed" ? "FAILED" : "COMPLETED", notes, transcript },
    ctx.now(),
  );
  return { ...report, notes };
}
