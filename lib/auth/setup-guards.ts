import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { getContext } from "@/lib/context";
import { unconnectedGeneration } from "@/lib/db/organizations";
import type { UserFacts } from "@/lib/db/users";
import { listMembershipOrganizations } from "@/lib/db/views/navigation";
import { env } from "@/lib/env";
import { currentRole } from "./current-role";
import { actor, Forbidden } from "./guards";
import { isOwnOrigin } from "./own-origin";
import { isSetupToken, newSetupSession, readSetupSession, setupSessionMinutes } from "./setup-session";

const cookieName = "regreen_setup";

/** Who sets this installation up. */
export interface Installer {
  /** Identifies the browser, for the `state` of the manifest flow. */
  browser: string;
  /** Null for the person who showed the setup token. */
  user: UserFacts | null;
}

/** Where the door to setup stands for who is asking. */
export type SetupDoor =
  | { kind: "open"; installer: Installer }
  /** Nobody is connected yet: the token of the server's log opens. */
  | { kind: "token" }
  /** Owners of an organization come in by signing in. */
  | { kind: "sign_in"; user: UserFacts | null };

/** Asked once for each request. */
export const setupDoor = cache(async (): Promise<SetupDoor> => {
  const session = await sessionOfBrowser();
  if (session !== null) return { kind: "open", installer: { browser: session, user: null } };
  if ((await unconnectedGeneration(getContext().db)) !== null) return { kind: "token" };
  const user = await actor();
  if (user !== null && (await ownsAnOrganization(user)))
    return { kind: "open", installer: { browser: user.id, user } };
  return { kind: "sign_in", user };
});

/** The person who sets this installation up, for what changes something: only from our own pages. */
export async function asInstaller(): Promise<Installer> {
  await refuseForeignOrigin();
  const door = await setupDoor();
  if (door.kind !== "open")
    throw new Forbidden(
      "Setup is open to whoever has the setup token, and to owners of a connected organization.",
    );
  return door.installer;
}

/** Lets the browser that shows the setup token in. Answers whether it was the right one, and still opens. */
export async function enterWithToken(given: string): Promise<boolean> {
  await refuseForeignOrigin();
  const { authSecret, publicUrl } = env();
  const { db, now } = getContext();
  const generation = await unconnectedGeneration(db);
  if (authSecret === null || generation === null || !isSetupToken(authSecret, generation, given))
    return false;
  (await cookies()).set(cookieName, newSetupSession(authSecret, now()), {
    httpOnly: true,
    // Lax, because GitHub's page sends the browser back to us.
    sameSite: "lax",
    secure: publicUrl.startsWith("https:"),
    path: "/setup",
    maxAge: setupSessionMinutes * 60,
  });
  return true;
}

async function sessionOfBrowser(): Promise<string | null> {
  const { authSecret } = env();
  const cookie = (await cookies()).get(cookieName)?.value;
  if (authSecret === null || cookie === undefined) return null;
  return readSetupSession(authSecret, cookie, getContext().now());
}

async function refuseForeignOrigin(): Promise<void> {
  if (!isOwnOrigin((await headers()).get("origin"), env().publicUrl))
    throw new Forbidden("This change did not come from the dashboard's own pages.");
}

/** Asked of GitHub now, organization by organization, until one says yes. */
async function ownsAnOrganization(user: UserFacts): Promise<boolean> {
  const { db, github } = getContext();
  const person = { userId: user.id, githubUserId: user.githubUserId, login: user.login };
  for (const organization of await listMembershipOrganizations(db, user.id)) {
    if ((await currentRole(github, organization, person)) === "admin") return true;
  }
  return false;
}
