import type { Context } from "@/lib/context";
import { redeemManifestCode } from "@/lib/github/app-manifest";
import { httpStatus } from "@/lib/github/client";
import { keepGitHubApp } from "./keep-github-app";

export type AppTakenIn =
  | { kind: "kept"; slug: string }
  /** There was an app already. The one that GitHub has just made is not used. */
  | { kind: "exists" }
  /** GitHub does not know the code: it was used before, or is older than an hour. */
  | { kind: "spent_code" };

/** The person is back from GitHub, which has made the app: its keys are fetched, sealed and in force from now on. */
export async function takeInApp(ctx: Context, apiUrl: string, code: string): Promise<AppTakenIn> {
  if ((await ctx.appInForce()) !== null) return { kind: "exists" };
  try {
    const app = await redeemManifestCode(apiUrl, code);
    if (!(await keepGitHubApp(ctx, app))) return { kind: "exists" };
    ctx.log.info(
      { appId: app.appId, slug: app.slug, owner: app.ownerLogin },
      "a GitHub App was made in setup",
    );
    return { kind: "kept", slug: app.slug };
  } catch (error) {
    if (httpStatus(error) === 404 || httpStatus(error) === 422) return { kind: "spent_code" };
    throw error;
  }
}
