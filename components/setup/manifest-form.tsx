import { neededPermissions } from "@/lib/domain/setup/needed-permissions";
import { GitHubMark } from "../landing/github-mark";
import { Button } from "../ui/button";
import { Card, CardHeader } from "../ui/card";
import { PermissionTable } from "./permission-table";

interface ManifestFormProps {
  /** GitHub's page, with the state. */
  address: string;
  /** JSON. */
  manifest: string;
  host: string;
  /** Null: the person's own account. */
  owner: string | null;
  name: string;
  hookUrl: string | null;
}

/** Leaves for GitHub with the manifest; the browser posts it there itself, so no script is needed. */
export function ManifestForm({ address, manifest, host, owner, name, hookUrl }: ManifestFormProps) {
  const rows = [
    ["Account", owner ?? `yours on ${host}`],
    ["Name", `${name} (you can change it on GitHub)`],
    ["Webhook", hookUrl ?? "none yet, because GitHub cannot reach this address; it is set later"],
    ["Visible to", "this account only"],
  ] as const;
  return (
    <>
      <Card>
        <CardHeader title="What GitHub will make" />
        <dl className="grid gap-x-6 gap-y-2 p-4 text-[13px] sm:grid-cols-[8rem_minmax(0,1fr)]">
          {rows.map(([term, value]) => (
            <div key={term} className="contents">
              <dt className="text-muted-foreground">{term}</dt>
              <dd className="[overflow-wrap:anywhere]">{value}</dd>
            </div>
          ))}
        </dl>
        <form action={address} method="post" className="flex flex-wrap gap-2 border-t p-4">
          <input type="hidden" name="manifest" value={manifest} />
          <Button type="submit" variant="primary">
            <GitHubMark /> Create on GitHub
          </Button>
          <Button asChild>
            <a href="/setup">Back</a>
          </Button>
        </form>
      </Card>
      <PermissionTable permissions={neededPermissions} />
    </>
  );
}
