import type { MissingPermission } from "@/lib/domain/setup/missing-permissions";
import { ExternalLink } from "../external-link";

/** What is not granted, what that costs, and the page that grants it. */
export function MissingPermissions({ missing }: { missing: readonly MissingPermission[] }) {
  return (
    <ul className="mt-2 space-y-2">
      {missing.map(({ permission, where, url }) => (
        <li key={`${permission.name} ${url}`} className="rounded-md bg-muted px-3 py-2">
          <p>
            <span className="font-medium">{permission.label}</span>: {permission.level}
            {permission.required ? ", needed" : ", optional"}
          </p>
          <p className="text-xs text-muted-foreground">
            Without it: {permission.features.map(({ feature }) => feature.toLowerCase()).join(", ")}.
          </p>
          <p className="mt-1 text-xs">
            <ExternalLink href={url}>
              {where.kind === "app" ? "Add it to the app" : `Accept it for ${where.login}`}
            </ExternalLink>
          </p>
        </li>
      ))}
    </ul>
  );
}
