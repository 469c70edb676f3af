import type { KeyAnswer, ListedInstallation } from "@/lib/domain/setup/facts";
import type { GrantedPermissions } from "@/lib/domain/setup/needed-permissions";
import { type GitHubClient, httpStatus } from "./client";

/** Somebody waits for the page: an answer that takes longer counts as none. */
const answerTimeoutMs = 8_000;

/** What GitHub says to the app's own key, with the app as GitHub has it. */
export async function askWhoTheAppIs(github: GitHubClient): Promise<KeyAnswer> {
  try {
    const octokit = await github.app();
    const request = { retries: 0, signal: AbortSignal.timeout(answerTimeoutMs) };
    const { data } = await octokit.rest.apps.getAuthenticated({ request });
    if (data === null) return { kind: "refused", status: 404 };
    const { owner } = data;
    const isPerson = "login" in owner && owner.type === "User";
    return {
      kind: "accepted",
      app: {
        slug: data.slug ?? "",
        name: data.name,
        url: data.html_url,
        ownerId: owner.id,
        ownerLogin: "login" in owner ? owner.login : owner.slug,
        ownerKind: isPerson ? "User" : "Organization",
        permissions: granted(data.permissions),
        events: data.events,
      },
    };
  } catch (error) {
    const status = httpStatus(error);
    // Octokit gives 500 to what failed on the way, without any answer.
    if (status !== null && status < 500) return { kind: "refused", status };
    return { kind: "unreachable", message: error instanceof Error ? error.message : String(error) };
  }
}

/** Every installation with the permissions that its owner has accepted. */
export async function listGrantedInstallations(github: GitHubClient): Promise<ListedInstallation[]> {
  const octokit = await github.app();
  const installations = await octokit.paginate(octokit.rest.apps.listInstallations, { per_page: 100 });
  const listed: ListedInstallation[] = [];
  for (const { id, account, permissions, suspended_at } of installations) {
    if (account === null || !("login" in account)) continue; // an enterprise's has no repositories
    listed.push({
      id,
      login: account.login,
      kind: account.type === "User" ? "User" : "Organization",
      permissions: granted(permissions),
      suspended: suspended_at !== null,
    });
  }
  return listed;
}

function granted(permissions: object): GrantedPermissions {
  return Object.fromEntries(Object.entries(permissions).map(([name, level]) => [name, String(level)]));
}
