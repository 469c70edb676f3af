import { accountOf, findAccount } from "../../state/lookup";
import type { World } from "../../world";
import { ApiError, notFound } from "../api-error";
import { roleOf } from "../auth/access";
import { accountView, organizationView, publicUserView } from "../views/account";
import { installationView } from "../views/app";
import { permissionsView, repositoryView } from "../views/repository";
import { api as apiUrl } from "../views/urls";
import { type Api, type ApiContext, numberParam, page, repositoryOf } from "./request";

/** Who somebody is, and what they may do. */
export function userRoutes(api: Api, world: World): void {
  api.get("/user", (c) => c.json(publicUserView(world, accountOf(world, signedIn(c)))));

  api.get("/user/emails", (c) => {
    const account = accountOf(world, signedIn(c));
    return c.json([{ email: account.email, primary: true, verified: true, visibility: "private" }]);
  });

  api.get("/users/:login", (c) => {
    const account = findAccount(world, c.req.param("login"));
    if (!account) throw notFound();
    return c.json(publicUserView(world, account));
  });

  api.get("/user/installations", (c) => {
    const login = signedIn(c);
    const installations = world.state.installations.filter(
      (one) => visibleRepositories(world, one.id, login).length > 0,
    );
    return c.json({
      total_count: installations.length,
      installations: page(c, installations).map((one) => installationView(world, one)),
    });
  });

  api.get("/user/installations/:id/repositories", (c) => {
    const login = signedIn(c);
    const repositories = visibleRepositories(world, numberParam(c, "id"), login);
    if (repositories.length === 0) throw notFound();
    return c.json({
      total_count: repositories.length,
      repositories: page(c, repositories).map((one) => ({
        ...repositoryView(world, one),
        permissions: permissionsView(roleOf(world, one, login)),
      })),
    });
  });

  api.get("/orgs/:org/memberships/:login", (c) => membership(c, c.req.param("login")));
  api.get("/user/memberships/orgs/:org", (c) => membership(c, signedIn(c)));

  api.get("/repos/:owner/:repo/collaborators/:login/permission", (c) => {
    const repository = repositoryOf(world, c, "metadata", "read");
    const account = findAccount(world, c.req.param("login"));
    if (!account) throw notFound();
    const role = roleOf(world, repository, account.login);
    return c.json({
      permission: legacyPermission(role),
      user: {
        ...accountView(world, account),
        permissions: permissionsView(role),
        role_name: role ?? "none",
      },
      role_name: role ?? "none",
    });
  });

  function membership(c: ApiContext, login: string) {
    const organization = findAccount(world, c.req.param("org") ?? "");
    const account = findAccount(world, login);
    const found = world.state.memberships.find(
      (one) => one.organization === organization?.login && one.user === account?.login,
    );
    if (!organization || !account || !found) throw notFound();
    return c.json({
      url: apiUrl(world, `/orgs/${organization.login}/memberships/${account.login}`),
      state: "active",
      role: found.role,
      organization_url: apiUrl(world, `/orgs/${organization.login}`),
      organization: organizationView(world, organization),
      user: accountView(world, account),
      direct_membership: true,
    });
  }
}

function signedIn(c: ApiContext): string {
  const actor = c.get("actor");
  if (actor.kind === "user") return actor.login;
  if (actor.kind === "installation") throw new ApiError(403, "Resource not accessible by integration");
  throw new ApiError(401, "Requires authentication");
}

/** What both the app and this person can see: a sign-in never shows more than either. */
function visibleRepositories(world: World, installationId: number, login: string) {
  const installation = world.state.installations.find((one) => one.id === installationId);
  if (!installation) return [];
  return world.state.repositories.filter(
    (one) =>
      one.owner === installation.account &&
      (installation.repositoryIds?.includes(one.id) ?? true) &&
      hasExplicitAccess(world, one.id, login),
  );
}

/** A stranger can read a public repository, and still does not see the installation in it. */
function hasExplicitAccess(world: World, repositoryId: number, login: string): boolean {
  const repository = world.state.repositories.find((one) => one.id === repositoryId);
  return repository !== undefined && roleOf(world, { ...repository, private: true }, login) !== null;
}

/** The old field knows four words; `role_name` says it exactly. */
function legacyPermission(role: string | null): string {
  if (role === "maintain") return "write";
  if (role === "triage") return "read";
  return role ?? "none";
}
