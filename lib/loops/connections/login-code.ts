import { createHash, randomBytes, randomUUID } from "node:crypto";
import { z } from "zod";
import type { Context } from "@/lib/context";
import { addInvitation, takeInvitation } from "@/lib/db/connections";

export const codeMinutes = 10;
const provider = "circleci-login";
const minuteMs = 60_000;

type CodeContext = Pick<Context, "db" | "now">;

const Kept = z.object({ codeHash: z.string() });

/**
 * A code that lets the login command, on whatever machine it runs, hand one token to one organization, once, within ten
 * minutes. Only its hash is kept.
 */
export async function makeLoginCode(
  ctx: CodeContext,
  organizationId: string,
  byLogin: string,
): Promise<string> {
  const id = randomUUID();
  const secret = randomBytes(24).toString("base64url");
  const expiresAt = new Date(ctx.now().getTime() + codeMinutes * minuteMs);
  await addInvitation(ctx.db, {
    id,
    organizationId,
    provider,
    createdByLogin: byLogin,
    settings: { codeHash: hashOf(secret) },
    expiresAt,
  });
  return `${id}.${secret}`;
}

/** Uses a code up. Null where it is none, was used or is too old. */
export async function takeLoginCode(
  ctx: CodeContext,
  code: string,
): Promise<{ organizationId: string; byLogin: string } | null> {
  const [id = "", secret = ""] = code.trim().split(".");
  const taken = await takeInvitation(ctx.db, provider, id, ctx.now(), (settings) => {
    const kept = Kept.safeParse(settings);
    // Hashes of a random secret: comparing them tells nothing of it.
    return kept.success && kept.data.codeHash === hashOf(secret);
  });
  return taken === null ? null : { organizationId: taken.organizationId, byLogin: taken.createdByLogin };
}

function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
