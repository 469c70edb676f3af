import type { Agent, AgentReport, AgentTask, RunInActions, RunInTree } from "@/lib/agents/types";
import type { Context } from "@/lib/context";
import { endTurn, saveTranscript } from "@/lib/db/agent-turns";
import { takeMessages } from "@/lib/db/session-messages";
import type { Brief } from "@/lib/domain/brief";
import { redact } from "@/lib/evidence/redact/redact";
import { renderAgentPrompt } from "@/lib/render-prompt";
import type { Sandbox } from "@/lib/sandbox/types";
import { callbacksOf } from "./open-callback";
import type { OpenedModel } from "./open-model";
import { openRegistry } from "./open-registry";
import type { AttemptFolders } from "./tree-folder";
import { watchStop } from "./watch-stop";

const transcriptLinesMax = 400;
const lineCharactersMax = 500;
/** Of a line, looked through for secrets: an agent that says a megabyte at once does not keep us busy. */
const lineCharactersRead = 4_000;
const outputBytesMax = 512 * 1024;
/** What a program that is spoken with may say in all. */
const conversationBytesMax = 64 * 1024 * 1024;
/** After its deadline an agent has this long to end by itself. */
const graceMs = 3_000;

export interface AgentRun {
  agent: Agent;
  brief: Brief;
  folders: AttemptFolders;
  /** Where nothing can be run here, what a command is refused with. */
  sandbox: Sandbox | { refusal: string };
  runInActions: (signal: AbortSignal) => RunInActions;
  ciConfiguration: AgentTask["ciConfiguration"];
  session: { organizationId: string; sessionId: string };
  /** Begun, with the minutes that are held for it. */
  turn: { id: string; minutes: number };
  /** Called once, right before the agent starts. */
  openModel: () => Promise<OpenedModel | null>;
  toolCallsMax: number;
  signal: AbortSignal;
}

/** Runs one agent for one turn of its session, for people to watch. An agent that throws has failed; it never fails the loop. */
export async function runAgent(ctx: Context, run: AgentRun): Promise<AgentReport> {
  const { agent, session, turn } = run;
  const { organizationId, sessionId } = session;
  const model = await run.openModel();
  const transcript: string[] = [];
  let saved: Promise<void> = Promise.resolve();
  let isSaveQueued = false;
  let toolCalls = 0;
  const deadlineMs = ctx.now().getTime() + turn.minutes * 60_000;
  const callbacks = callbacksOf(ctx, { organizationId, deadlineMs });
  const person = watchStop(ctx, organizationId, sessionId);
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new Error("It did not end in time and was killed.")),
    turn.minutes * 60_000 + graceMs,
  );
  const signal = AbortSignal.any([run.signal, person.signal, late.signal]);

  /** Lines that come while one write is under way go with the next. */
  function saveSoon(): void {
    if (isSaveQueued) return;
    isSaveQueued = true;
    saved = saved
      .then(() => {
        isSaveQueued = false;
        return saveTranscript(ctx.db, organizationId, turn.id, transcript);
      })
      .catch(() => {});
  }

  const task: AgentTask = {
    brief: run.brief,
    prompt: renderAgentPrompt(run.brief),
    treeDirectory: run.folders.after,
    scratchDirectory: run.folders.scratch,
    run: runInTree(run, model, signal),
    ciConfiguration: run.ciConfiguration,
    runInActions: run.runInActions(signal),
    model: model?.access ?? null,
    takeMessages: async () =>
      (await takeMessages(ctx.db, organizationId, sessionId, ctx.now())).map(({ text }) => text),
    openCallback: callbacks.open,
    openRegistry: (wanted) =>
      openRegistry(wanted, ctx.settings.registries, run.sandbox, (door) => runAtRegistry(run, door, signal)),
    deadlineMs,
    now: () => ctx.now().getTime(),
    signal,
    say(line) {
      if (transcript.length >= transcriptLinesMax) return;
      transcript.push(redact(line.slice(0, lineCharactersRead)).text.slice(0, lineCharactersMax));
      saveSoon();
    },
    countToolCall() {
      toolCalls += 1;
      return toolCalls <= run.toolCallsMax;
    },
  };

  let report: AgentReport;
  try {
    report = await untilAborted(agent.repair(task), signal);
  } catch (error) {
    ctx.log.warn({ agent: agent.id, error }, "the agent failed");
    report = { kind: "failed", notes: endWords(error, run.signal, person.signal) };
  } finally {
    clearTimeout(timer);
    person.stop();
    await model?.close();
    await callbacks.close();
  }
  await saved;
  const notes = redact(report.notes).text.slice(0, 4_000);
  await endTurn(
    ctx.db,
    organizationId,
    turn.id,
    {
      report: person.signal.aborted ? "stopped" : report.kind === "gave_up" ? report.reason : report.kind,
      notes,
      transcript,
      toolCalls,
      usage: model?.usage() ?? null,
    },
    ctx.now(),
  );
  return { ...report, notes };
}

/** An agent that does not end within the grace of an abort is left behind: the loop goes on without it. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const abort = () => {
      timer = setTimeout(() => reject(signal.reason), graceMs);
    };
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
    });
  });
}

function endWords(error: unknown, fence: AbortSignal, person: AbortSignal): string {
  if (fence.aborted) return "It was stopped.";
  const words = (reason: unknown) => (reason instanceof Error ? reason.message : String(reason));
  return person.aborted ? words(person.reason) : `It ended with an error: ${words(error)}`;
}

function runInTree(
  { sandbox, folders }: AgentRun,
  model: OpenedModel | null,
  signal: AbortSignal,
): RunInTree {
  if ("refusal" in sandbox) return () => Promise.reject(new Error(sandbox.refusal));
  return ({ reachesModel = false, ...request }) =>
    sandbox.run({
      ...request,
      treeDirectory: request.treeDirectory ?? folders.after,
      outputBytesMax: request.converse ? conversationBytesMax : outputBytesMax,
      ...(reachesModel && model !== null && { modelEndpoint: { port: model.port } }),
      signal: request.signal ? AbortSignal.any([signal, request.signal]) : signal,
    });
}

/** For a folder without code: each command reaches the registry's door, and none sees what was installed for tests. */
function runAtRegistry(
  { sandbox, folders }: AgentRun,
  door: { port: number },
  signal: AbortSignal,
): RunInTree {
  if ("refusal" in sandbox) return () => Promise.reject(new Error(sandbox.refusal));
  return ({ reachesModel: _, ...request }) =>
    sandbox.run({
      ...request,
      treeDirectory: request.treeDirectory ?? folders.scratch,
      mounts: [],
      outputBytesMax,
      modelEndpoint: { port: door.port },
      signal: request.signal ? AbortSignal.any([signal, request.signal]) : signal,
    });
}
