import { PrismaAdapter } from "@next-auth/prisma-adapter";
import type { Adapter, AdapterAccount } from "next-auth/adapters";
import type { Db } from "./client";

/**
 * Where sign-in keeps people and their sessions. GitHub's tokens are dropped: what somebody may do is asked with the
 * app's own. A user is one GitHub account and no other: next-auth would link a second one to whoever is signed in.
 */
export function createAuthAdapter(db: Db): Adapter {
  // The adapter's types are those of the older client; at run time it makes the same calls.
  const adapter = PrismaAdapter(db as unknown as Parameters<typeof PrismaAdapter>[0]) as Adapter;
  return {
    ...adapter,
    async linkAccount({ userId, type, provider, providerAccountId }: AdapterAccount) {
      const user = await db.user.findUniqueOrThrow({ where: { id: userId }, select: { githubUserId: true } });
      if (user.githubUserId?.toString() !== providerAccountId)
        throw new Error("Signed in as somebody else: sign out first, then sign in with this account");
      await db.account.create({ data: { userId, type, provider, providerAccountId } });
    },
  };
}
