import { createHash } from "node:crypto";
import { RestAnswer } from "@/lib/agents/rest/contract";
import { answerSignatureHolds } from "@/lib/agents/rest/signature";
import type { Context } from "@/lib/context";
import { callbackToken, findCallback, keepAnswer } from "@/lib/db/agent-callbacks";

export const agentAnswerBytesMax = 32 * 1024 * 1024;

export type AgentAnswerReceived =
  | { kind: "accepted" }
  /** The same answer came before. */
  | { kind: "duplicate" }
  | { kind: "forged" }
  | { kind: "expired" }
  /** Another answer came before. */
  | { kind: "conflict" }
  | { kind: "bad_request"; reason: string };

/**
 * Takes in what an agent elsewhere says of a run, instead of being asked for it. Its address names the run, the run's own token
 * has to have signed the raw bytes, and the first answer counts. It is only kept: the run reads it as it reads any answer.
 */
export async function receiveAgentAnswer(
  ctx: Context,
  received: {
    callbackId: string;
    signature: string | null;
    /** Asked only for an address that there is; null where the body is too large. */
    readBody: () => Promise<Uint8Array | null>;
  },
): Promise<AgentAnswerReceived> {
  const { callbackId, signature, readBody } = received;
  const callback = await findCallback(ctx.db, callbackId);
  const body = callback === null ? null : await readBody();
  if (callback === null || body === null) return { kind: "forged" };
  const { organizationId, id } = callback;
  const token = ctx.vault.open(callback.tokenSealed, { ...callbackToken, organizationId, rowId: id });
  if (!answerSignatureHolds(body, signature, token)) return { kind: "forged" };

  const text = Buffer.from(body).toString("utf8");
  const digest = createHash("sha256").update(body).digest("hex");
  const known = (digestBefore: string | null): AgentAnswerReceived | null => {
    if (digestBefore === null) return null;
    return { kind: digestBefore === digest ? "duplicate" : "conflict" };
  };
  const before = known(callback.answerDigest);
  if (before !== null) return before;
  const parsed = RestAnswer.safeParse(jsonOf(text));
  if (!parsed.success || parsed.data.status !== "completed")
    return {
      kind: "bad_request",
      reason: "This is no finished answer of the contract: see /schemas/agent-rest-v1.json.",
    };
  if (await keepAnswer(ctx.db, { organizationId, id }, { text, digest }, ctx.now()))
    return { kind: "accepted" };
  // Lost to an answer that came at the same moment, or to the clock.
  return known((await findCallback(ctx.db, id))?.answerDigest ?? null) ?? { kind: "expired" };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
