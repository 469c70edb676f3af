import type { TokenCheck } from "@/lib/provider-api/account";
import type { CircleCiServer } from "./access";
import { type CircleCiReader, createCircleCiReader } from "./client";
import { CircleCiError, circleCiStatus } from "./error";
import { allPages } from "./pages";
import { v1, v2, v3 } from "./schemas";
import { pageOf, pathOf, tokenQuery } from "./v2";

/** A project that a token may see, with the repository it builds where CircleCI tells. */
export interface ListedProject {
  id: string;
  slug: string;
  name: string;
  organizationId: string;
  organizationName: string;
  /** `OWNER/NAME` on the code host, null where CircleCI names none. */
  repository: string | null;
}

const pipelinePagesMax = 2;
const projectsMax = 60;

/** Asks CircleCI who a token is. */
export async function checkCircleCiToken(server: CircleCiServer, token: string): Promise<TokenCheck> {
  try {
    return { ok: true, account: { name: await loginOf(server, token), detail: null }, expiresAt: null };
  } catch (error) {
    return { ok: false, refused: circleCiStatus(error) === 401, reason: circleCiProblem(error) };
  }
}

/** What stands in the way, in words for the person who pasted the token. */
export function circleCiProblem(error: unknown): string {
  if (circleCiStatus(error) === 401)
    return "CircleCI does not know this token. It may be cut short, revoked or expired. A project token does not work either: make a personal one under User Settings → Personal API Tokens.";
  if (error instanceof CircleCiError) return error.message;
  return "CircleCI could not be reached. Look again in a moment.";
}

async function loginOf(server: CircleCiServer, token: string): Promise<string> {
  const reader = createCircleCiReader(server, token);
  if (server.api === "v2") return (await reader.get("/api/v2/me", v2.Me)).login;
  const [user] = (await reader.get("/api/v3/users", v3.Users, { "filter[user_id]": "me" })).data;
  if (user === undefined) throw new CircleCiError("CircleCI answered who the token is with nobody.", null);
  return user.attributes.login;
}

/**
 * The projects that a token may see: those that built something lately in each of its organizations, and those that its
 * owner follows. No API lists all of them, so a project that is missing is added by its slug.
 */
export async function listProjects(server: CircleCiServer, token: string): Promise<ListedProject[]> {
  const reader = createCircleCiReader(server, token);
  const repositories = new Map<string, string | null>();
  const organizations = await reader.get("/api/v2/me/collaborations", v2.Collaborations);
  for (const { slug } of organizations)
    for (const [project, repository] of await builtLately(reader, slug))
      repositories.set(project, repository);
  for (const slug of await followed(reader)) if (!repositories.has(slug)) repositories.set(slug, null);
  const projects: ListedProject[] = [];
  for (const [slug, repository] of [...repositories].slice(0, projectsMax)) {
    const project = await findProject(server, token, slug);
    if (project !== null && !projects.some((known) => known.id === project.id))
      projects.push({ ...project, repository: project.repository ?? repository });
  }
  return projects.sort((left, right) => left.name.localeCompare(right.name));
}

/** One project by its slug, null where the token may not see it. */
export async function findProject(
  server: CircleCiServer,
  token: string,
  slug: string,
): Promise<ListedProject | null> {
  const reader = createCircleCiReader(server, token);
  try {
    const project = await reader.get(`/api/v2/project/${pathOf(slug)}`, v2.Project);
    return {
      id: project.id,
      slug: project.slug,
      name: project.name,
      organizationId: project.organization_id,
      organizationName: project.organization_name,
      repository: repositoryOf(project.vcs_info?.vcs_url),
    };
  } catch (error) {
    if (circleCiStatus(error) === 404 || circleCiStatus(error) === 403) return null;
    throw error;
  }
}

async function builtLately(
  reader: CircleCiReader,
  organizationSlug: string,
): Promise<Map<string, string | null>> {
  const found = await allPages(async (token) => {
    const query = { "org-slug": organizationSlug, ...tokenQuery(token) };
    return pageOf(await reader.get("/api/v2/pipeline", v2.Pipelines, query));
  }, pipelinePagesMax).catch(noneWhereRefused);
  return new Map(
    found.map(({ project_slug, vcs, trigger_parameters }) => [
      project_slug,
      repositoryOf(vcs?.target_repository_url ?? trigger_parameters?.git?.checkout_url),
    ]),
  );
}

/** Only v1.1 knows who follows what, and it does not take every kind of token. */
async function followed(reader: CircleCiReader): Promise<string[]> {
  const projects = await reader.get("/api/v1.1/projects", v1.Projects).catch(noneWhereRefused);
  return projects.map(({ vcs_type, username, reponame }) => `${vcs_type}/${username}/${reponame}`);
}

function noneWhereRefused(error: unknown): [] {
  const status = circleCiStatus(error);
  if (status === 401 || status === 403 || status === 404) return [];
  throw error;
}

/** `OWNER/NAME` of a repository's address. Projects of CircleCI's GitHub App have an address of CircleCI's own. */
function repositoryOf(address: string | null | undefined): string | null {
  const ssh = /^git@[^:]+:(.+)$/.exec(address ?? "")?.[1];
  const path = ssh ?? (URL.canParse(address ?? "") ? new URL(address ?? "").pathname : "");
  const [owner, name, ...more] = path
    .replace(/^\//, "")
    .replace(/(?:\.git)?\/?$/, "")
    .split("/");
  return owner && name && more.length === 0 ? `${owner}/${name}` : null;
}
