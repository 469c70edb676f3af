import { invariant } from "@/lib/assert";
import type { World } from "../world";
import type { VercelDeployment, VercelProject, VercelTeam } from "./model";

export interface Placed {
  project: VercelProject;
  team: VercelTeam;
}

export function placeOf(world: World, deployment: Pick<VercelDeployment, "projectId">): Placed {
  const project = world.state.vercel.projects.find((one) => one.id === deployment.projectId);
  invariant(project, `project ${deployment.projectId} exists`);
  const team = world.state.vercel.teams.find((one) => one.id === project.teamId);
  invariant(team, `team ${project.teamId} exists`);
  return { project, team };
}

// Pages and deployments are named as on vercel.com, whatever address its API has here: nobody opens them.
// https://vercel.com/docs/deployments/generated-urls

/** Page of the build, for people. */
export function inspectorUrl(world: World, deployment: VercelDeployment): string {
  const { project, team } = placeOf(world, deployment);
  return `https://vercel.com/${team.slug}/${project.name}/${deployment.id.replace("dpl_", "")}`;
}

/** Host of what was deployed. */
export function deploymentHost(world: World, deployment: VercelDeployment): string {
  const { project, team } = placeOf(world, deployment);
  return `${project.name}-${deployment.hash}-${team.slug}.vercel.app`;
}
