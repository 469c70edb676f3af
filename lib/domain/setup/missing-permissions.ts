import type { ListedApp, ListedInstallation } from "./facts";
import { appSettingsUrl, installationSettingsUrl } from "./github-pages";
import { isGranted, type NeededPermission, neededPermissions } from "./needed-permissions";

/** A permission that is needed and not granted, and the page on GitHub where a person grants it. */
export interface MissingPermission {
  permission: NeededPermission;
  /** Who has to act: the app's owner adds it, then the owner of each installation accepts it. */
  where: { kind: "app" } | { kind: "installation"; login: string };
  url: string;
}

/**
 * What the app does not ask for, or asks for and an installation has not accepted yet. An account of a person has no
 * members, so GitHub grants that permission to organizations only.
 */
export function missingPermissions(
  githubUrl: string,
  app: ListedApp,
  installations: readonly ListedInstallation[],
): MissingPermission[] {
  const missing: MissingPermission[] = [];
  for (const permission of neededPermissions) {
    if (!isGranted(app.permissions, permission)) {
      const url = `${appSettingsUrl(githubUrl, app)}/permissions`;
      missing.push({ permission, where: { kind: "app" }, url });
      continue;
    }
    for (const installation of installations) {
      if (isGranted(installation.permissions, permission)) continue;
      if (permission.name === "members" && installation.kind === "User") continue;
      const url = `${installationSettingsUrl(githubUrl, installation)}/permissions/update`;
      missing.push({ permission, where: { kind: "installation", login: installation.login }, url });
    }
  }
  return missing;
}
