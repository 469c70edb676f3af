import "server-only";
import type { NextAuthOptions } from "next-auth";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { createAuthAdapter } from "@/lib/db/auth-adapter";
import type { Db } from "@/lib/db/client";
import { saveUserProfile } from "@/lib/db/users";
import type { GitHubClient } from "@/lib/github/client";
import { discoverMemberships } from "./discover-memberships";

declare module "next-auth" {
  interface Session {
    userId: string;
  }
}

/** The fields of `GET /user` that sign-in uses. */
interface GitHubProfile {
  id: number;
  login: string;
  name: string | null;
  avatar_url: string | null;
}

export interface SignInSettings {
  webUrl: string;
  apiUrl: string;
  clientId: string;
  clientSecret: string;
  authSecret: string;
}

const sessionDays = 30;

/**
 * Sign-in with GitHub, built from its base addresses: next-auth's own provider knows github.com only. A person is known
 * by GitHub's number; logins and e-mail addresses change hands, so none links two accounts, and no address is kept.
 */
export function signInOptions(db: Db, github: GitHubClient, settings: SignInSettings): NextAuthOptions {
  return {
    adapter: createAuthAdapter(db),
    secret: settings.authSecret,
    session: { strategy: "database", maxAge: sessionDays * 86_400 },
    pages: { signIn: "/", error: "/" },
    providers: [gitHubProvider(settings)],
    callbacks: {
      session: ({ session, user }) => ({ expires: session.expires, userId: user.id }),
    },
    events: {
      async signIn({ user, account, profile }) {
        const { login, name, avatar_url } = profile as unknown as GitHubProfile;
        await saveUserProfile(db, user.id, { login, name, image: avatar_url });
        if (!account?.access_token) throw new Error("GitHub gave no token at sign-in");
        await discoverMemberships(
          { db, github, apiUrl: settings.apiUrl, now: new Date() },
          { userId: user.id, githubUserId: BigInt(account.providerAccountId), login },
          account.access_token,
        );
      },
    },
  };
}

function gitHubProvider(settings: SignInSettings): OAuthConfig<GitHubProfile> {
  return {
    id: "github",
    name: "GitHub",
    type: "oauth",
    clientId: settings.clientId,
    clientSecret: settings.clientSecret,
    checks: ["pkce", "state"],
    // A GitHub App's user token has the app's permissions; scopes mean nothing to it.
    authorization: { url: `${settings.webUrl}/login/oauth/authorize`, params: { scope: "" } },
    token: `${settings.webUrl}/login/oauth/access_token`,
    userinfo: `${settings.apiUrl}/user`,
    profile: ({ id, login, name, avatar_url }) => ({
      id: String(id),
      githubUserId: BigInt(id),
      login,
      name,
      image: avatar_url,
    }),
  };
}
