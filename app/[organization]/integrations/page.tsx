import { LockIcon, RadioIcon } from "lucide-react";
import type { Metadata } from "next";
import { Disclosure } from "@/components/disclosure";
import { EmptyState } from "@/components/empty-state";
import { ConnectForm } from "@/components/integrations/connect-form";
import { ConnectionCard } from "@/components/integrations/connection-card";
import { LoginCode } from "@/components/integrations/login-code";
import { ProviderCard } from "@/components/integrations/provider-card";
import { ReportingTable } from "@/components/integrations/reporting-table";
import { RerunPanel } from "@/components/integrations/rerun-panel";
import { TokenKinds } from "@/components/integrations/token-kinds";
import { Notice } from "@/components/notice";
import { PageHeader } from "@/components/shell/page-header";
import { Card, CardHeader } from "@/components/ui/card";
import { asMember } from "@/lib/auth/guards";
import { circleCiProviders } from "@/lib/ci/circleci/connection";
import { getContext } from "@/lib/context";
import { listReportingProviders } from "@/lib/db/views/integrations";
import { env } from "@/lib/env";
import { type SeenConnection, seeConnections } from "@/lib/loops/connections/see-connections";
import { type TokenProvider, tokenProviders } from "@/lib/token-providers";
import {
  checkConnectionAction,
  connectTokenAction,
  makeLoginCodeAction,
  revokeConnectionAction,
} from "./actions";

export const metadata: Metadata = { title: "Integrations" };

interface IntegrationsPageProps {
  params: Promise<{ organization: string }>;
}

export default async function IntegrationsPage({ params }: IntegrationsPageProps) {
  const { organization, role } = await asMember((await params).organization);
  const ctx = getContext();
  const { login } = organization;
  const mayChange = role === "admin";
  const reports = await listReportingProviders(ctx.db, organization.id);
  const connections = await seeConnections(ctx, organization.id, reports);
  const rerun = connections.find((one) => one.provider === circleCiProviders.rerun) ?? null;
  const providers = tokenProviders.filter(({ id }) => id !== circleCiProviders.rerun);
  return (
    <>
      <PageHeader
        title="Integrations"
        hint={`Where commits of ${login} are built, deployed and watched besides GitHub. Regreen only reads there.`}
      />
      <div className="space-y-4">
        {!mayChange && (
          <Notice icon={LockIcon} tone="neutral" title="You can see what is connected">
            Only owners of the organization connect and revoke.
          </Notice>
        )}
        {providers.map((provider) => {
          const own = connections.filter((one) => one.provider === provider.id);
          const isCircleCi = provider.id === circleCiProviders.reading;
          return (
            <ProviderCard
              key={provider.id}
              id={provider.id}
              title={provider.title}
              purpose={provider.purpose}
              isConnected={own.length > 0}
              host={provider.host(ctx.servers)}
              below={
                mayChange || (isCircleCi && rerun !== null) ? (
                  <>
                    {mayChange && (
                      <Disclosure
                        title={own.length === 0 ? `Connect ${provider.title}` : "Connect once more"}
                      >
                        {isCircleCi ? (
                          <ConnectCircleCi login={login} provider={provider} />
                        ) : (
                          <ConnectByToken login={login} provider={provider} />
                        )}
                      </Disclosure>
                    )}
                    {isCircleCi && (
                      <Disclosure title="Run failed jobs again" hint={rerun === null ? "Off" : "On"}>
                        <RerunPanel
                          addedBy={rerun?.createdByLogin ?? null}
                          connect={
                            mayChange ? connectTokenAction.bind(null, login, circleCiProviders.rerun) : null
                          }
                          revoke={
                            mayChange && rerun !== null
                              ? revokeConnectionAction.bind(null, login, rerun.id)
                              : null
                          }
                        />
                      </Disclosure>
                    )}
                  </>
                ) : null
              }
            >
              {own.map((connection) => (
                <Connection
                  key={connection.id}
                  connection={connection}
                  login={login}
                  mayChange={mayChange}
                  isChosen={provider.watches === null}
                />
              ))}
            </ProviderCard>
          );
        })}
        <Card id="who-reports">
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
              titles={Object.fromEntries(Object.values(ctx.ci).map(({ id, title }) => [id, title]))}
              settingsPath={`/${login}/settings`}
              now={ctx.now().getTime()}
            />
          )}
        </Card>
      </div>
    </>
  );
}

interface ConnectionProps {
  connection: SeenConnection;
  login: string;
  mayChange: boolean;
  /** Whether its projects are chosen. */
  isChosen: boolean;
}

function Connection({ connection, login, mayChange, isChosen }: ConnectionProps) {
  const { id } = connection;
  return (
    <ConnectionCard
      connection={connection}
      githubUrl={env().github.url}
      now={getContext().now().getTime()}
      manageHref={mayChange && isChosen ? `/${login}/integrations/${id}` : null}
      check={mayChange ? checkConnectionAction.bind(null, login, id) : null}
      revoke={mayChange ? revokeConnectionAction.bind(null, login, id) : null}
    />
  );
}

interface ConnectProps {
  login: string;
  provider: TokenProvider;
}

function ConnectByToken({ login, provider }: ConnectProps) {
  return (
    <div className="space-y-3 p-4">
      <p className="max-w-prose text-[13px] text-pretty text-muted-foreground">{provider.tokenHelp}</p>
      <ConnectForm
        button={`Connect ${provider.title}`}
        field={provider.field}
        tokenForm={provider.tokenForm}
        asksExpiry={!provider.tellsExpiry}
        connect={connectTokenAction.bind(null, login, provider.id)}
      />
    </div>
  );
}

function ConnectCircleCi({ login, provider }: ConnectProps) {
  return (
    <>
      <p className="max-w-prose px-4 pt-4 text-[13px] text-pretty">
        Regreen only reads: who the token is, projects, pipelines, job logs, test results and artifacts. It
        never starts a build and never changes a setting or a configuration on CircleCI, whatever the token
        could do.
      </p>
      <div className="space-y-2 p-4">
        <h3 className="text-[13px] font-semibold">With the login command</h3>
        <LoginCode make={makeLoginCodeAction.bind(null, login)} />
      </div>
      <div className="border-t">
        <h3 className="px-4 pt-4 text-[13px] font-semibold">Or with a pasted token</h3>
        <ConnectByToken login={login} provider={provider} />
      </div>
      <div className="border-t">
        <TokenKinds />
      </div>
    </>
  );
}
