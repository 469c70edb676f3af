import { randomBytes } from "node:crypto";
import type { Repository } from "../state/repositories";
import type { World } from "../world";
import type { VercelProject, VercelToken } from "./model";

export function vercelId(prefix: "team" | "prj" | "dpl" | "tok"): string {
  return `${prefix}_${randomBytes(12).toString("hex")}`;
}

/** Imports a repository into Vercel, under a team of its owner's name. */
export function ensureVercelProject(world: World, repository: Repository): VercelProject {
  const { vercel } = world.state;
  const known = vercel.projects.find((one) => one.repositoryId === repository.id);
  if (known) return known;
  let team = vercel.teams.find((one) => one.slug === repository.owner);
  if (!team) {
    team = { id: vercelId("team"), slug: repository.owner, createdAt: world.clock.now().getTime() };
    vercel.teams.push(team);
  }
  const project = {
    id: vercelId("prj"),
    teamId: team.id,
    repositoryId: repository.id,
    name: repository.name,
  };
  vercel.projects.push(project);
  world.save();
  return project;
}

export function addVercelToken(
  world: World,
  given: { login: string; teams: string[]; expiresAt: number | null },
): VercelToken {
  const token: VercelToken = {
    id: vercelId("tok"),
    token: `vcp_${randomBytes(18).toString("hex")}`,
    createdAt: world.clock.now().getTime(),
    ...given,
  };
  world.state.vercel.tokens.push(token);
  world.save();
  return token;
}
