import { ChevronRightIcon, TriangleAlertIcon } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { ProjectForm } from "@/components/integrations/project-form";
import { WebhookPanel } from "@/components/integrations/webhook-panel";
import { Notice } from "@/components/notice";
import { PageHeader } from "@/components/shell/page-header";
import { Card, CardHeader } from "@/components/ui/card";
import { asMember } from "@/lib/auth/guards";
import { circleCiProviders } from "@/lib/ci/circleci/connection";
import { CircleCiSettings } from "@/lib/ci/circleci/settings";
import { getContext } from "@/lib/context";
import { listRepositories } from "@/lib/db/repositories";
import { findConnectionOnPage } from "@/lib/db/views/integrations";
import { offeredProjects } from "@/lib/loops/connections/offered-projects";
import { seeProjects } from "@/lib/loops/connections/watch-projects";
import { renewWebhookSecretAction, watchProjectsAction } from "../actions";

export const metadata: Metadata = { title: "CircleCI projects" };

interface ConnectionPageProps {
  params: Promise<{ organization: string; connection: string }>;
}

export default async function ConnectionPage({ params }: ConnectionPageProps) {
  const names = await params;
  const { organization, role } = await asMember(names.organization);
  const ctx = getContext();
  const connection = await findConnectionOnPage(ctx.db, organization.id, names.connection);
  // What a token may see is for those who may connect it: members who are no owners see what is watched, one page up.
  if (connection === null || connection.provider !== circleCiProviders.reading || role !== "admin")
    notFound();
  const { login } = organization;
  const repositories = await listRepositories(ctx.db, organization.id);
  const seen = await seeProjects(ctx, organization.id, connection.id);
  const settings = CircleCiSettings.parse(connection.settings);
  const projects = offeredProjects(seen.ok ? seen.projects : [], settings, repositories);
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-1.5">
            <Link href={`/${login}/integrations`} className="text-muted-foreground hover:text-foreground">
              Integrations
            </Link>
            <ChevronRightIcon aria-hidden className="size-4 text-muted-foreground" />
            {connection.label} on CircleCI
          </span>
        }
        hint="Which projects are watched. Everything else that the token could see is left alone."
      />
      <div className="space-y-4">
        {!seen.ok && (
          <Notice icon={TriangleAlertIcon} tone="danger" title="CircleCI did not list its projects">
            {seen.reason}
          </Notice>
        )}
        <Card>
          <CardHeader title="Projects" hint="Tick what is to be watched and say which repository it builds" />
          <ProjectForm
            projects={projects}
            repositories={repositories.map(({ id, name }) => ({ id, name }))}
            watch={watchProjectsAction.bind(null, login, connection.id)}
          />
        </Card>
        <Card>
          <CardHeader title="Webhook" />
          <div className="p-4">
            <WebhookPanel
              address={`${ctx.settings.publicUrl}/api/webhooks/circleci/${connection.id}`}
              renew={renewWebhookSecretAction.bind(null, login, connection.id)}
            />
          </div>
        </Card>
      </div>
    </>
  );
}
