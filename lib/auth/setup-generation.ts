import type { Context } from "@/lib/context";
import { findGitHubApp } from "@/lib/db/github-app";
import { countOrganizationsEver, unconnectedGeneration } from "@/lib/db/organizations";
import { askWhoTheAppIs } from "@/lib/github/app-identity";
import { SecretRefusedError } from "@/lib/vault/types";

/**
 * Which setup token opens this installation; null while its owners can sign in and look after it. It also opens where the
 * app that was made here is of no use any more, deleted on GitHub or with keys that nothing opens: then nobody can be asked who
 * owns what, and without it nobody could forget that app.
 */
export async function setupGeneration(
  ctx: Pick<Context, "db" | "github" | "appInForce">,
): Promise<number | null> {
  const unconnected = await unconnectedGeneration(ctx.db);
  if (unconnected !== null) return unconnected;
  if ((await findGitHubApp(ctx.db)) === null) return null;
  return (await isOfNoUse(ctx)) ? countOrganizationsEver(ctx.db) : null;
}

async function isOfNoUse(ctx: Pick<Context, "github" | "appInForce">): Promise<boolean> {
  try {
    if ((await ctx.appInForce())?.from !== "setup") return false;
  } catch (error) {
    if (error instanceof SecretRefusedError) return true;
    throw error;
  }
  const answer = await askWhoTheAppIs(ctx.github);
  // Other refusals, such as a spent rate limit, pass.
  return answer.kind === "refused" && (answer.status === 401 || answer.status === 404);
}
