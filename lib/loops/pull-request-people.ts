import type { Context } from "@/lib/context";
import type { PersonFacts } from "@/lib/domain/eligibility";
import type { RepositoryRef } from "@/lib/github/client";
import { headPusher } from "@/lib/github/head-pusher";
import { mayWrite, repositoryRole } from "@/lib/github/permissions";

/**
 * The author of a pull request and whoever pushed its head, with what they may do in the repository, asked of GitHub
 * now. A null pusher: nobody, not even GitHub, could say who it was.
 */
export async function peopleOf(
  ctx: Context,
  repository: RepositoryRef,
  pullRequest: { authorLogin: string; headRef: string; headSha: string; headPusherLogin: string | null },
): Promise<{ author: PersonFacts; pusher: PersonFacts | null }> {
  const { authorLogin, headRef, headSha } = pullRequest;
  const pusherLogin =
    pullRequest.headPusherLogin ?? (await headPusher(ctx.github, repository, headRef, headSha));
  const author = await person(ctx, repository, authorLogin);
  if (pusherLogin === null) return { author, pusher: null };
  return {
    author,
    pusher: pusherLogin === authorLogin ? author : await person(ctx, repository, pusherLogin),
  };
}

/** An app's branch in this repository was pushed with the app's own write access; GitHub reports no role for apps. */
async function person(ctx: Context, repository: RepositoryRef, login: string): Promise<PersonFacts> {
  if (login.endsWith("[bot]")) return { login, bot: true, role: "app", mayWrite: true };
  const role = await repositoryRole(ctx.github, repository, login);
  return { login, bot: false, role, mayWrite: mayWrite(role) };
}
