import type { NeededPermission } from "@/lib/domain/setup/needed-permissions";
import { Card, CardHeader } from "../ui/card";

/** Each permission with what it is for. */
export function PermissionTable({ permissions }: { permissions: readonly NeededPermission[] }) {
  return (
    <Card>
      <CardHeader
        title="What the app may do"
        hint="No more than this; never workflows, secrets or administration"
      />
      <ul className="divide-y">
        {permissions.map(({ name, label, level, required, features }) => (
          <li
            key={name}
            className="grid gap-x-6 gap-y-1 px-4 py-3 text-[13px] sm:grid-cols-[11rem_minmax(0,1fr)]"
          >
            <div>
              <p className="font-medium">{label}</p>
              <p className="text-xs text-muted-foreground">
                {level === "write" ? "read and write" : "read"}, {required ? "needed" : "optional"}
              </p>
            </div>
            <ul className="space-y-1">
              {features.map(({ feature, why }) => (
                <li key={feature}>
                  {feature}: <span className="text-muted-foreground">{why}.</span>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Card>
  );
}
