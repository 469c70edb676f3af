import "server-only";
import type { NextAuthOptions } from "next-auth";
import { requireApp } from "@/lib/app-in-force";
import { getContext } from "@/lib/context";
import { env } from "@/lib/env";
import { signInOptions } from "./sign-in";

/** Whether this installation has a GitHub App, without which nobody can sign in. */
export async function isSignInPossible(): Promise<boolean> {
  return env().authSecret !== null && (await getContext().appInForce()) !== null;
}

/**
 * Sign-in as this installation is configured now.
 *
 * @throws NotConfiguredError before there is a GitHub App
 */
export async function authOptions(): Promise<NextAuthOptions> {
  const { github: settings, authSecret } = env();
  if (authSecret === null) throw new Error("Sign-in needs AUTH_SECRET; .env.example explains it.");
  const { db, github, appInForce } = getContext();
  const { clientId, clientSecret } = await requireApp(appInForce);
  const { url: webUrl, apiUrl } = settings;
  return signInOptions(db, github, { webUrl, apiUrl, clientId, clientSecret, authSecret });
}
