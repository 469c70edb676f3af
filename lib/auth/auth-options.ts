import "server-only";
import type { NextAuthOptions } from "next-auth";
import { getContext } from "@/lib/context";
import { env } from "@/lib/env";
import { signInOptions } from "./sign-in";

/** Whether this installation knows a GitHub App, without which nobody can sign in. */
export function isSignInPossible(): boolean {
  const { github, authSecret } = env();
  return github.app !== null && authSecret !== null;
}

/** Sign-in as this process is configured. */
export function authOptions(): NextAuthOptions {
  const { github: settings, authSecret } = env();
  if (settings.app === null || authSecret === null)
    throw new Error("Sign-in needs a GitHub App and AUTH_SECRET; .env.example names the variables.");
  const { db, github } = getContext();
  return signInOptions(db, github, {
    webUrl: settings.url,
    apiUrl: settings.apiUrl,
    clientId: settings.app.clientId,
    clientSecret: settings.app.clientSecret,
    authSecret,
  });
}
