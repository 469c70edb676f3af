import { circleCiProblem, findProject, type ListedProject, listProjects } from "@/lib/ci/circleci/account";
import { circleCiProviders } from "@/lib/ci/circleci/connection";
import { CircleCiSettings } from "@/lib/ci/circleci/settings";
import { openConnectionSecret } from "@/lib/connection-secrets";
import { findConnection, markConnectionWorking, saveConnectionSettings } from "@/lib/db/connections";
import { listRepositories } from "@/lib/db/repositories";
import type { ConnectContext } from "./connect-token";

export interface ProjectChoice {
  /** As CircleCI spells it. */
  slug: string;
  repositoryId: string;
}

/** Which projects a connection can see, asked now. */
export type SeenProjects = { ok: true; projects: ListedProject[] } | { ok: false; reason: string };

export async function seeProjects(
  ctx: ConnectContext,
  organizationId: string,
  connectionId: string,
): Promise<SeenProjects> {
  const token = await tokenOf(ctx, organizationId, connectionId);
  if (token === null) return { ok: false, reason: "This connection was revoked." };
  const projects = await listProjects(ctx.servers.circleCi, token).catch(circleCiProblem);
  if (typeof projects === "string") return { ok: false, reason: projects };
  await markConnectionWorking(ctx.db, organizationId, connectionId, ctx.now());
  return { ok: true, projects };
}

/**
 * Watches exactly these projects. Each is looked up on CircleCI, so that what is kept is what CircleCI says of it, and each
 * repository has to be one of the organization's own.
 */
export async function watchProjects(
  ctx: ConnectContext,
  organizationId: string,
  connectionId: string,
  choices: readonly ProjectChoice[],
): Promise<{ ok: true; watched: number } | { ok: false; reason: string }> {
  const token = await tokenOf(ctx, organizationId, connectionId);
  if (token === null) return { ok: false, reason: "This connection was revoked." };
  const own = new Set((await listRepositories(ctx.db, organizationId)).map((repository) => repository.id));
  const projects: CircleCiSettings["projects"] = [];
  for (const { slug, repositoryId } of choices) {
    if (!own.has(repositoryId))
      return { ok: false, reason: `${slug} has no repository of this organization.` };
    const found = await findProject(ctx.servers.circleCi, token, slug).catch(circleCiProblem);
    if (typeof found === "string") return { ok: false, reason: found };
    if (found === null) return { ok: false, reason: `The token sees no project ${slug} on CircleCI.` };
    const { id, name, organizationId: circleOrganizationId } = found;
    if (projects.some((known) => known.id === id)) continue;
    projects.push({ id, slug: found.slug, name, organizationId: circleOrganizationId, repositoryId });
  }
  await saveConnectionSettings(ctx.db, organizationId, connectionId, CircleCiSettings.parse({ projects }));
  return { ok: true, watched: projects.length };
}

async function tokenOf(ctx: ConnectContext, organizationId: string, connectionId: string) {
  const row = await findConnection(ctx.db, organizationId, connectionId);
  if (row === null || row.provider !== circleCiProviders.reading) return null;
  return openConnectionSecret(ctx.vault, row, "token");
}
