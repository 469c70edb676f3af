/** Pages on GitHub that people are led to, by the base address of this GitHub. */

interface Owned {
  slug: string;
  ownerLogin: string;
  ownerKind: "Organization" | "User";
}

interface Installed {
  id: number;
  login: string;
  kind: "Organization" | "User";
}

export function appSettingsUrl(githubUrl: string, { slug, ownerLogin, ownerKind }: Owned): string {
  return `${settingsOf(githubUrl, ownerLogin, ownerKind)}/apps/${slug}`;
}

export function installationSettingsUrl(githubUrl: string, { id, login, kind }: Installed): string {
  return `${settingsOf(githubUrl, login, kind)}/installations/${id}`;
}

function settingsOf(githubUrl: string, login: string, kind: "Organization" | "User"): string {
  return kind === "Organization" ? `${githubUrl}/organizations/${login}/settings` : `${githubUrl}/settings`;
}
