import { ChevronRightIcon, LockIcon } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { Notice } from "@/components/notice";
import { ChangeLog } from "@/components/settings/change-log";
import { SettingsForm } from "@/components/settings/settings-form";
import { PageHeader } from "@/components/shell/page-header";
import { Card, CardHeader } from "@/components/ui/card";
import { asMember, inRepository, maintains } from "@/lib/auth/guards";
import { getContext } from "@/lib/context";
import { listSettingChanges, readSettings } from "@/lib/db/settings";
import { effectivePolicy } from "@/lib/domain/policy";
import { agentNames } from "@/lib/loops/agents-of";
import { saveRepositorySettingsAction } from "../actions";

export const metadata: Metadata = { title: "Repository settings" };

interface RepositorySettingsPageProps {
  params: Promise<{ organization: string; repository: string }>;
}

const changesMax = 20;

export default async function RepositorySettingsPage({ params }: RepositorySettingsPageProps) {
  const names = await params;
  const member = await inRepository(await asMember(names.organization), decodeURIComponent(names.repository));
  const { organization, repository } = member;
  const ctx = getContext();
  const { db, settings } = ctx;
  const level = { organizationId: organization.id, repositoryId: repository.id };
  const [stored, changes, mayChange] = await Promise.all([
    readSettings(db, organization.id, repository.id),
    listSettingChanges(db, level, changesMax),
    maintains(member),
  ]);
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-1.5">
            <Link
              href={`/${organization.login}/settings`}
              className="text-muted-foreground hover:text-foreground"
            >
              Settings
            </Link>
            <ChevronRightIcon aria-hidden className="size-4 text-muted-foreground" />
            {repository.name}
          </span>
        }
        hint="A field left empty follows the organization."
      />
      <div className="space-y-4">
        {!mayChange && (
          <Notice icon={LockIcon} tone="neutral" title="You can read these settings">
            Only people with the maintain or admin role in {repository.owner}/{repository.name} change them.
          </Notice>
        )}
        <Card>
          <CardHeader title="Repair" />
          <SettingsForm
            level="repository"
            stored={stored.repository}
            effective={effectivePolicy(stored.organization, stored.repository, settings.policy)}
            inherited={effectivePolicy(stored.organization, null, settings.policy)}
            mayChange={mayChange}
            agentIds={await agentNames(ctx, organization.id)}
            save={saveRepositorySettingsAction.bind(null, organization.login, repository.name)}
          />
        </Card>
        <Card>
          <CardHeader title="Changes" hint={`The last ${changesMax}`} />
          <ChangeLog changes={changes} now={Date.now()} />
        </Card>
      </div>
    </>
  );
}
