import { LockIcon, PlugIcon, RadioIcon } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { EmptyState } from "@/components/empty-state";
import { ConnectionCard } from "@/components/integrations/connection-card";
import { LoginCode } from "@/components/integrations/login-code";
import { ReportingTable } from "@/components/integrations/reporting-table";
import { RerunPanel } from "@/components/integrations/rerun-panel";
import { TokenForm } from "@/components/integrations/token-form";
import { TokenKinds } from "@/components/integrations/token-kinds";
import { Notice } from "@/components/notice";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { asMember } from "@/lib/auth/guards";
import { CircleCiSettings } from "@/lib/ci/circleci/settings";
import { circleCiProviders } from "@/lib/circleci-connections";
import { getContext } from "@/lib/context";
import {
  listConnectionsOnPage,
  listCoveredPullRequests,
  listReportingProviders,
} from "@/lib/db/views/integrations";
import { connectionConcerns } from "@/lib/domain/connection-health";
import { env } from "@/lib/env";
import {
  checkConnectionAction,
  connectCircleCiAction,
  makeLoginCodeAction,
  revokeConnectionAction,
} from "./actions";

export const metadata: Metadata = { title: "Integrations" };

interface IntegrationsPageProps {
  params: Promise<{ organization: string }>;
}

const pullRequestsMax = 8;

export default async function IntegrationsPage({ params }: IntegrationsPageProps) {
  const { organization, role } = await asMember((await params).organization);
  const { db, ci, servers } = getContext();
  const { login } = organization;
  const [connections, reports] = await Promise.all([
    listConnectionsOnPage(db, organization.id, Object.values(circleCiProviders)),
    listReportingProviders(db, organization.id),
  ]);
  const mayChange = role === "admin";
  const now = new Date();
  const reading = connections.filter((one) => one.provider === circleCiProviders.reading);
  const rerun = connections.find((one) => one.provider === circleCiProviders.rerun) ?? null;
  const cards = await Promise.all(
    reading.map(async (connection) => {
      const { projects } = CircleCiSettings.parse(connection.settings);
      const repositoryIds = projects.map((project) => project.repositoryId);
      return {
        connection,
        projects,
        concerns: connectionConcerns({ ...connection, watched: projects.length }, now),
        covered: await listCoveredPullRequests(db, organization.id, repositoryIds, pullRequestsMax),
      };
    }),
  );
  return (
    <>
      <PageHeader title="Integrations" hint={`What Regreen reads for ${login} besides GitHub.`}>
        <Button asChild>
          <Link href={`/${login}/settings/connections`}>Buildkite, Vercel and Sentry</Link>
        </Button>
      </PageHeader>
      <div className="space-y-4">
        {!mayChange && (
          <Notice icon={LockIcon} tone="neutral" title="You can see what is connected">
            Only owners of the organization connect and revoke.
          </Notice>
        )}
        <Card aria-labelledby="circleci">
          <CardHeader id="circleci" title="CircleCI" hint={new URL(servers.circleCi.url).host} />
          <div className="space-y-4 p-4 text-[13px]">
            <p className="max-w-prose text-pretty">
              Regreen only reads: who the token is, projects, pipelines, job logs, test results and artifacts.
              It never starts a build, never changes a setting or a configuration on CircleCI, whatever the
              token could do. Running failed jobs again is apart, below, and needs a token of its own.
            </p>
            {cards.map(({ connection, projects, concerns, covered }) => (
              <ConnectionCard
                key={connection.id}
                connection={connection}
                projects={projects}
                concerns={concerns}
                covered={covered}
                githubUrl={env().github.url}
                manageHref={`/${login}/integrations/${connection.id}`}
                now={now.getTime()}
                check={mayChange ? checkConnectionAction.bind(null, login, connection.id) : null}
                revoke={mayChange ? revokeConnectionAction.bind(null, login, connection.id) : null}
              />
            ))}
            {cards.length === 0 && !mayChange && (
              <EmptyState icon={PlugIcon} title="Not connected">
                An owner of {login} can connect CircleCI here.
              </EmptyState>
            )}
          </div>
          {mayChange && (
            <>
              <div className="space-y-4 border-t p-4">
                <div className="space-y-2">
                  <h3 className="text-[13px] font-semibold">
                    {cards.length === 0 ? "Connect with the login command" : "Connect once more"}
                  </h3>
                  <LoginCode make={makeLoginCodeAction.bind(null, login)} />
                </div>
                <div className="space-y-2">
                  <h3 className="text-[13px] font-semibold">Or paste a personal token</h3>
                  <TokenForm
                    label="CircleCI token"
                    button="Connect"
                    connect={connectCircleCiAction.bind(null, login, "reading")}
                  />
                </div>
              </div>
              <div className="border-t">
                <TokenKinds />
              </div>
            </>
          )}
        </Card>
        {(mayChange || rerun !== null) && (
          <Card>
            <CardHeader title="Run failed jobs again on CircleCI" hint={rerun === null ? "Off" : "On"} />
            <RerunPanel
              addedBy={rerun?.createdByLogin ?? null}
              connect={mayChange ? connectCircleCiAction.bind(null, login, "rerun") : null}
              revoke={mayChange && rerun !== null ? revokeConnectionAction.bind(null, login, rerun.id) : null}
            />
          </Card>
        )}
        <Card>
          <CardHeader
            title="Who reports"
            hint="Each repository's CI, and when each was last heard. Two that run the same tests stand in for each other."
          />
          {reports.length === 0 ? (
            <EmptyState icon={RadioIcon} title="Nobody yet">
              As soon as a provider runs CI for a repository, it is listed here.
            </EmptyState>
          ) : (
            <ReportingTable
              reports={reports}
              titles={Object.fromEntries(Object.values(ci).map(({ id, title }) => [id, title]))}
              now={now.getTime()}
            />
          )}
        </Card>
      </div>
    </>
  );
}
