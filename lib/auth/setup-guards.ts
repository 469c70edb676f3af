import "server-only";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { getContext } from "@/lib/context";
import type { UserFacts } from "@/lib/db/users";
import { listMembershipOrganizations } from "@/lib/db/views/navigation";
import { env } from "@/lib/env";
import { askWhoTheAppIs } from "@/lib/github/app-identity";
import { currentRole } from "./current-role";
import { actor, Forbidden } from "./guards";
import { isOwnOrigin } from "./own-origin";
import { setupGeneration } from "./setup-generation";
import { isSetupToken, newSetupSession, readSetupSession, setupSessionMinutes } from "./setup-session";

const cookieName = "regreen_setup";

/** Who looks at the setup of this installation, or changes it. */
export interface Installer {
  /** Identifies the browser, for the `state` of the manifest flow. */
  browser: string;
  /**
   * Organizations that they may read about. Null: all of them, and they may change the app, because they showed the setup
   * token or own the account that the app belongs to. An app that many accounts install is not every owner's to redirect.
   */
  organizationIds: readonly string[] | null;
}

/** Where the door to setup stands for who is asking. */
export type SetupDoor =
  | { kind: "open"; installer: Installer }
  /** Nobody is connected yet, or the app is gone: the token of the server's log opens. */
  | { kind: "token" }
  /** Owners of an organization come in by signing in. */
  | { kind: "sign_in"; user: UserFacts | null };

/** Asked once for each request. */
export const setupDoor = cache(async (): Promise<SetupDoor> => {
  const session = await sessionOfBrowser();
  if (session !== null) return { kind: "open", installer: { browser: session, organizationIds: null } };
  if ((await setupGeneration(getContext())) !== null) return { kind: "token" };
  const user = await actor();
  const owned = user === null ? [] : await ownedOrganizations(user);
  if (user === null || owned.length === 0) return { kind: "sign_in", user };
  const organizationIds = (await ownsTheApp(user, owned)) ? null : owned.map(({ id }) => id);
  return { kind: "open", installer: { browser: user.id, organizationIds } };
});

/** The person who sets this installation up, for what changes the app: only from our own pages. */
export async function asInstaller(): Promise<Installer> {
  await refuseForeignOrigin();
  const door = await setupDoor();
  if (door.kind !== "open" || door.installer.organizationIds !== null)
    throw new Forbidden(
      "This needs the setup token, or an owner of the account that the GitHub App belongs to.",
    );
  return door.installer;
}

/** Lets the browser that shows the setup token in. Answers whether it was the right one, and still opens. */
export async function enterWithToken(given: string): Promise<boolean> {
  await refuseForeignOrigin();
  const { authSecret } = env();
  const ctx = getContext();
  const generation = await setupGeneration(ctx);
  if (authSecret === null || generation === null || !isSetupToken(authSecret, generation, given))
    return false;
  await keepSetupOpen();
  return true;
}

/** Lets this browser go on with the setup, whose person was let in before: by the token, or as the app's owner. */
export async function keepSetupOpen(): Promise<void> {
  const { authSecret, publicUrl } = env();
  if (authSecret === null) return;
  (await cookies()).set(cookieName, newSetupSession(authSecret, getContext().now()), {
    httpOnly: true,
    // Lax, because GitHub's page sends the browser back to us.
    sameSite: "lax",
    secure: publicUrl.startsWith("https:"),
    path: "/setup",
    maxAge: setupSessionMinutes * 60,
  });
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

type Owned = Awaited<ReturnType<typeof listMembershipOrganizations>>;

/** Asked of GitHub now, organization by organization. */
async function ownedOrganizations(user: UserFacts): Promise<Owned> {
  const { db, github } = getContext();
  const person = { userId: user.id, githubUserId: user.githubUserId, login: user.login };
  const owned: Owned = [];
  for (const organization of await listMembershipOrganizations(db, user.id)) {
    if ((await currentRole(github, organization, person)) === "admin") owned.push(organization);
  }
  return owned;
}

async function ownsTheApp(user: UserFacts, owned: Owned): Promise<boolean> {
  const answer = await askWhoTheAppIs(getContext().github);
  if (answer.kind !== "accepted") return false;
  const ownerId = BigInt(answer.app.ownerId);
  return user.githubUserId === ownerId || owned.some(({ githubAccountId }) => githubAccountId === ownerId);
}
