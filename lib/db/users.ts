import type { Db } from "./client";

/** A person who signed in. The number is the identity; the login is what they are called today. */
export interface UserFacts {
  id: string;
  githubUserId: bigint;
  login: string;
  image: string | null;
}

/** Null for nobody, and for a row that was never linked to GitHub. */
export async function findUser(db: Db, userId: string): Promise<UserFacts | null> {
  const row = await db.user.findUnique({
    where: { id: userId },
    select: { id: true, githubUserId: true, login: true, image: true },
  });
  if (row === null || row.githubUserId === null || row.login === null) return null;
  return { ...row, githubUserId: row.githubUserId, login: row.login };
}

/** Notes how GitHub names and shows a person today. */
export async function saveUserProfile(
  db: Db,
  userId: string,
  profile: { login: string; name: string | null; image: string | null },
): Promise<void> {
  await db.user.update({ where: { id: userId }, data: profile });
}

/** Signs a person out everywhere. */
export async function endSessionsOf(db: Db, githubUserId: bigint): Promise<void> {
  await db.session.deleteMany({ where: { user: { githubUserId } } });
}
