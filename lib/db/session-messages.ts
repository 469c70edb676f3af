import { ciSpeaker } from "@/lib/domain/agent-session";
import { type Db, notifyChanged } from "./client";

/** Keeps what a person says until the agent takes it. */
export async function addMessage(
  db: Db,
  message: { organizationId: string; sessionId: string; byLogin: string; text: string },
  now: Date,
): Promise<void> {
  await db.sessionMessage.create({ data: { ...message, createdAt: now } });
  await notifyChanged(db, message.organizationId);
}

/** Messages that nobody took yet, oldest first; each is answered once, whoever asks. */
export async function takeMessages(
  db: Db,
  organizationId: string,
  sessionId: string,
  now: Date,
): Promise<{ byLogin: string; text: string }[]> {
  const rows = await db.sessionMessage.updateManyAndReturn({
    where: { organizationId, sessionId, deliveredAt: null },
    data: { deliveredAt: now },
    select: { byLogin: true, text: true, createdAt: true },
  });
  return rows
    .sort((left, right) => left.createdAt.getTime() - right.createdAt.getTime())
    .map(({ byLogin, text }) => ({ byLogin, text }));
}

/** Whether a session of this loop was told that CI passed while it worked. */
export async function wasToldByCi(db: Db, organizationId: string, loopId: string): Promise<boolean> {
  const where = { organizationId, byLogin: ciSpeaker, session: { loopId } };
  return (await db.sessionMessage.count({ where })) > 0;
}
