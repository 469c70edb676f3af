import { ChevronRightIcon, LockIcon } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { BudgetCard } from "@/components/agents/budget-card";
import { ReportingTable } from "@/components/integrations/reporting-table";
import { Notice } from "@/components/notice";
import { ChangeLog } from "@/components/settings/change-log";
import { SettingsForm } from "@/components/settings/settings-form";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { asMember, inRepository, maintains } from "@/lib/auth/guards";
import { getContext } from "@/lib/context";
import { readBudgets } from "@/lib/db/budgets";
import { listSettingChanges, readSettings } from "@/lib/db/settings";
import { listReportingProviders } from "@/lib/db/views/integrations";
import { findRepositoryByName } from "@/lib/db/views/repositories";
import { effectiveBudget } from "@/lib/domain/budget";
import { effectivePolicy } from "@/lib/domain/policy";
import { agentNames } from "@/lib/loops/agents-of";
import { saveRepositoryBudgetAction, saveRepositorySettingsAction } from "../actions";

export const metadata: Metadata = { title: "Repository settings" };

interface RepositorySettingsPageProps {
  params: Promise<{ organization: string; repository: string }>;
}

const changesMax = 20;

export default async function RepositorySettingsPage({ params }: RepositorySettingsPageProps) {
  const names = await params;
  const name = decodeURIComponent(names.repository);
  const asking = await asMember(names.organization);
  const ctx = getContext();
  const { db, settings } = ctx;
  // Integrations had this address once. A repository of the name comes first.
  if (name === "connections" && (await findRepositoryByName(db, asking.organization.id, name)) === null)
    redirect(`/${asking.organization.login}/integrations`);
  const member = await inRepository(asking, name);
  const { organization, repository } = member;
  const level = { organizationId: organization.id, repositoryId: repository.id };
  const [stored, budgets, changes, reports, mayChange] = await Promise.all([
    readSettings(db, organization.id, repository.id),
    readBudgets(db, organization.id, repository.id),
    listSettingChanges(db, level, changesMax),
    listReportingProviders(db, organization.id, repository.id),
    maintains(member),
  ]);
  const effective = effectivePolicy(stored.organization, stored.repository, settings.policy);
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
        <Card aria-labelledby="repair">
          <CardHeader id="repair" title="Repair" />
          <SettingsForm
            level="repository"
            stored={stored.repository}
            effective={effective}
            inherited={effectivePolicy(stored.organization, null, settings.policy)}
            mayChange={mayChange}
            agentIds={await agentNames(ctx, organization.id)}
            save={saveRepositorySettingsAction.bind(null, organization.login, repository.name)}
          />
        </Card>
        <BudgetCard
          level="repository"
          stored={budgets.repository}
          inherited={effectiveBudget(budgets.organization, null)}
          minutes={effective.budgetMinutes.value}
          mayChange={mayChange}
          save={saveRepositoryBudgetAction.bind(null, organization.login, repository.name)}
        />
        <Card>
          <CardHeader
            title="Who reports"
            hint="Its CI, and when each provider was last heard"
            actions={
              <Button asChild size="small">
                <Link href={`/${organization.login}/integrations`}>Integrations</Link>
              </Button>
            }
          />
          {reports.length === 0 ? (
            <p className="px-4 py-4 text-[13px] text-muted-foreground">
              No provider has run CI for this repository yet.
            </p>
          ) : (
            <ReportingTable
              reports={reports}
              titles={Object.fromEntries(Object.values(ctx.ci).map(({ id, title }) => [id, title]))}
              settingsPath={null}
              now={ctx.now().getTime()}
            />
          )}
        </Card>
        <Card>
          <CardHeader title="Changes" hint={`The last ${changesMax}`} />
          <ChangeLog changes={changes} now={Date.now()} />
        </Card>
      </div>
    </>
  );
}
