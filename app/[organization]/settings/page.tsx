import { ChevronRightIcon, FolderGit2Icon, LockIcon } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState } from "@/components/empty-state";
import { Notice } from "@/components/notice";
import { ChangeLog } from "@/components/settings/change-log";
import { SandboxFacts } from "@/components/settings/sandbox-facts";
import { SettingsForm } from "@/components/settings/settings-form";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { asMember } from "@/lib/auth/guards";
import { getContext } from "@/lib/context";
import { listSettingChanges, readSettings } from "@/lib/db/settings";
import { listRepositorySwitches } from "@/lib/db/views/repositories";
import { effectivePolicy } from "@/lib/domain/policy";
import { agentNames } from "@/lib/loops/agents-of";
import { sandboxInForce } from "@/lib/loops/sandbox-in-force";
import { saveOrganizationSettingsAction } from "./actions";

export const metadata: Metadata = { title: "Settings" };

interface SettingsPageProps {
  params: Promise<{ organization: string }>;
}

const changesMax = 20;

export default async function SettingsPage({ params }: SettingsPageProps) {
  const { organization, role } = await asMember((await params).organization);
  const ctx = getContext();
  const { db, settings } = ctx;
  const level = { organizationId: organization.id, repositoryId: null };
  const [stored, changes, repositories, sandbox] = await Promise.all([
    readSettings(db, organization.id, null),
    listSettingChanges(db, level, changesMax),
    listRepositorySwitches(db, organization.id),
    sandboxInForce(ctx),
  ]);
  const mayChange = role === "admin";
  const effective = effectivePolicy(stored.organization, null, settings.policy);
  return (
    <>
      <PageHeader
        title="Settings"
        hint={`What holds for every repository of ${organization.login} that sets nothing of its own.`}
      >
        {mayChange && (
          <Button asChild>
            <Link href="/setup">GitHub App and webhook</Link>
          </Button>
        )}
      </PageHeader>
      <div className="space-y-4">
        {!mayChange && (
          <Notice icon={LockIcon} tone="neutral" title="You can read these settings">
            Only owners of the organization change them. Maintainers change those of their repositories.
          </Notice>
        )}
        <Card aria-labelledby="repair">
          <CardHeader id="repair" title="Repair" />
          <SettingsForm
            level="organization"
            stored={stored.organization}
            effective={effective}
            inherited={effectivePolicy(null, null, settings.policy)}
            mayChange={mayChange}
            agentIds={await agentNames(ctx, organization.id)}
            save={saveOrganizationSettingsAction.bind(null, organization.login)}
          />
        </Card>
        <Card>
          <CardHeader title="Repositories" hint="Each may set its own" />
          {repositories.length === 0 ? (
            <EmptyState icon={FolderGit2Icon} title="No repository">
              The GitHub App is installed without any repository. Add some on GitHub, under the app's
              settings.
            </EmptyState>
          ) : (
            <ul className="divide-y">
              {repositories.map(({ id, name, automaticRepair }) => (
                <li key={id}>
                  <Link
                    href={`/${organization.login}/settings/${encodeURIComponent(name)}`}
                    data-row
                    className="flex items-center gap-2 px-4 py-2.5 text-[13px] outline-none hover:bg-muted/60 focus-visible:ring-2 focus-visible:ring-ring focus-visible:ring-inset"
                  >
                    <FolderGit2Icon aria-hidden className="size-4 text-muted-foreground" />
                    <span className="font-medium">{name}</span>
                    <span className="ml-auto text-muted-foreground">
                      {(automaticRepair ?? effective.automaticRepair.value)
                        ? "Fixed automatically"
                        : "Not fixed automatically"}
                    </span>
                    <ChevronRightIcon aria-hidden className="size-4 text-muted-foreground" />
                  </Link>
                </li>
              ))}
            </ul>
          )}
        </Card>
        <Card>
          <CardHeader title="Sandbox" hint="What agents and tests run behind on this machine" />
          <SandboxFacts sandbox={sandbox} />
        </Card>
        <Card>
          <CardHeader title="Changes" hint={`The last ${changesMax}`} />
          <ChangeLog changes={changes} now={Date.now()} />
        </Card>
      </div>
    </>
  );
}
