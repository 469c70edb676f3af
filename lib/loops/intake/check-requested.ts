import type { Context } from "@/lib/context";
import { findLoopOfCheckRun, findNewestReportedLoop } from "@/lib/db/loops";
import { recordProgress } from "@/lib/db/timeline";
import { mayWrite, repositoryRole } from "@/lib/github/permissions";
import type { GitHubEvent, Sender } from "@/lib/github/webhooks/event";
import { applySuggestion } from "../apply-suggestion";
import { pressedKeyPrefix, reportLoop } from "../report-loop";
import { retryLoop } from "../retry-loop";
import { stopLoop, takeOverLoop } from "../stop-loop";
import type { Handled } from "./handled";
import { tenantOf } from "./tenant";

interface LoopAt {
  organizationId: string;
  loopId: string;
  attempt: number;
}

/**
 * Somebody clicked a button of a loop's check run, or asked GitHub to run it again. Whether they may is asked of GitHub
 * now, as for the same button on our pages; what came of it is a line of the loop's timeline.
 */
export async function checkRequested(
  ctx: Context,
  event: Extract<GitHubEvent, { kind: "check_requested" }>,
): Promise<Handled> {
  if (event.check.appId !== (await ctx.github.appId()))
    return { kind: "ignored", reason: "A check run of another app." };
  const tenant = await tenantOf(ctx, event.installationId, event.repository);
  if (tenant === null) return { kind: "ignored", reason: "No organization here has this installation." };
  const { organization, repository } = tenant;
  const loop = await findLoopOfCheckRun(ctx.db, organization.id, repository.id, BigInt(event.check.id));
  if (loop === null) return { kind: "ignored", reason: "No loop has this check run." };
  const at = { organizationId: organization.id, loopId: loop.id, attempt: loop.attempt };
  return act(ctx, event, at, event.identifier ?? "retry", event.sender);
}

/** "Re-run all checks" on our suite is a retry of the newest loop that reported on the commit. */
export async function suiteChanged(
  ctx: Context,
  event: Extract<GitHubEvent, { kind: "suite_changed" }>,
): Promise<Handled> {
  if (event.suite.appId !== (await ctx.github.appId()))
    return { kind: "ignored", reason: "The check runs of this suite tell of themselves." };
  if (event.action !== "rerequested")
    return { kind: "ignored", reason: "The suite of Regreen's own check runs." };
  const tenant = await tenantOf(ctx, event.installationId, event.repository);
  if (tenant === null) return { kind: "ignored", reason: "No organization here has this installation." };
  const { organization, repository } = tenant;
  const where = {
    organizationId: organization.id,
    repositoryId: repository.id,
    headSha: event.suite.headSha,
  };
  const loop = await findNewestReportedLoop(ctx.db, where);
  if (loop === null) return { kind: "ignored", reason: "No loop has reported on this commit." };
  const at = { organizationId: organization.id, loopId: loop.id, attempt: loop.attempt };
  return act(ctx, event, at, "retry", event.sender);
}

async function act(
  ctx: Context,
  event: { installationId: number; repository: { owner: string; name: string } },
  at: LoopAt,
  identifier: string,
  sender: Sender,
): Promise<Handled> {
  const ref = { ...event.repository, installationId: BigInt(event.installationId) };
  const role = await repositoryRole(ctx.github, ref, sender.login);
  const done = mayWrite(role)
    ? await perform(ctx, at, identifier, sender.login)
    : { done: false, words: `${sender.login} may not: this needs write access (${role}).` };
  await recordProgress(
    ctx.db,
    {
      ...at,
      stage: "end",
      key: `${pressedKeyPrefix}${identifier}-${ctx.now().getTime()}`,
      title: `${titles.get(identifier) ?? "A button"} on GitHub`,
      status: done.done ? "done" : "failed",
      reason: done.words,
    },
    ctx.now(),
  );
  // GitHub answers a press with nothing: the check run itself has to say what came of it.
  await reportLoop(ctx, at.organizationId, at.loopId);
  return done.done ? { kind: "handled", events: [] } : { kind: "ignored", reason: done.words };
}

const titles: ReadonlyMap<string, string> = new Map([
  ["retry", "Retry"],
  ["stop", "Stop"],
  ["take-over", "Take over"],
  ["apply", "Apply"],
]);

async function perform(
  ctx: Context,
  at: LoopAt,
  identifier: string,
  byLogin: string,
): Promise<{ done: boolean; words: string }> {
  const person = { organizationId: at.organizationId, loopId: at.loopId, byLogin };
  switch (identifier) {
    case "retry": {
      const retried = await retryLoop(ctx, person);
      return retried.started
        ? { done: true, words: `${byLogin} started another loop.` }
        : { done: false, words: retried.reason };
    }
    case "stop":
      await stopLoop(ctx, person);
      return { done: true, words: `${byLogin} stopped repairs of this pull request.` };
    case "take-over":
      return (await takeOverLoop(ctx, person)).taken
        ? { done: true, words: `${byLogin} took over.` }
        : { done: false, words: "The loop had ended, and no open escalation waits to be taken." };
    case "apply": {
      const applied = await applySuggestion(ctx, person);
      return applied.started
        ? { done: true, words: `${byLogin} applied the suggested patch.` }
        : { done: false, words: applied.reason };
    }
    default:
      return { done: false, words: "Regreen has no such button." };
  }
}
