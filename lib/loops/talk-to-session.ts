import type { Context } from "@/lib/context";
import { findSession, requestStop } from "@/lib/db/agent-sessions";
import { loopById } from "@/lib/db/loops";
import { addMessage } from "@/lib/db/session-messages";
import { redact } from "@/lib/evidence/redact/redact";
import { agentsOf } from "./agents-of";

interface PersonAtSession {
  organizationId: string;
  loopId: string;
  sessionId: string;
  byLogin: string;
}

export type SessionAnswer = { kind: "done" } | { kind: "refused"; reason: string };

const refused = (reason: string): SessionAnswer => ({ kind: "refused", reason });

/** Messages are for a sentence or two; whole files belong into the repository. */
const messageCharactersMax = 4_000;

/** A person says something to a session at work. It is redacted like everything else that an agent reads. */
export async function sendMessage(
  ctx: Context,
  person: PersonAtSession,
  text: string,
): Promise<SessionAnswer> {
  const { organizationId, loopId, sessionId, byLogin } = person;
  const words = redact(text.trim()).text;
  if (words === "") return refused("The message is empty.");
  if (words.length > messageCharactersMax)
    return refused(`The message has more than ${messageCharactersMax} characters.`);
  const session = await findSession(ctx.db, organizationId, loopId, sessionId);
  if (session?.status !== "RUNNING") return refused("The session is not at work.");
  const loop = await loopById(ctx.db, organizationId, loopId);
  const ordered = (await agentsOf(ctx, loop)).find(({ id }) => id === session.agent);
  if (ordered?.agent?.hearsMessages !== true)
    return refused(`${session.agent} takes no messages while it works.`);
  await addMessage(ctx.db, { organizationId, sessionId, byLogin, text: words }, ctx.now());
  return { kind: "done" };
}

/** A person ends a session at work. The loop goes on with the next agent, if there is one. */
export async function stopSession(ctx: Context, person: PersonAtSession): Promise<SessionAnswer> {
  const { organizationId, loopId, sessionId, byLogin } = person;
  const session = await findSession(ctx.db, organizationId, loopId, sessionId);
  if (session === null) return refused("There is no such session.");
  const asked = await requestStop(ctx.db, organizationId, sessionId, byLogin);
  return asked ? { kind: "done" } : refused("The session is not at work.");
}
