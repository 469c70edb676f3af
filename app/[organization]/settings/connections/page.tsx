import { ChevronRightIcon, LockIcon } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { ConnectForm } from "@/components/connection/connect-form";
import { ConnectionRow } from "@/components/connection/connection-row";
import { Notice } from "@/components/notice";
import { SettingsTabs } from "@/components/settings/settings-tabs";
import { PageHeader } from "@/components/shell/page-header";
import { Card, CardHeader } from "@/components/ui/card";
import { asMember } from "@/lib/auth/guards";
import { getContext } from "@/lib/context";
import { listConnections } from "@/lib/db/connections";
import { accountDetail } from "@/lib/provider-api/account";
import { tokenProviders } from "@/lib/token-providers";
import { connectTokenAction, disconnectAction, testConnectionAction } from "./actions";

export const metadata: Metadata = { title: "Connections" };

interface ConnectionsPageProps {
  params: Promise<{ organization: string }>;
}

export default async function ConnectionsPage({ params }: ConnectionsPageProps) {
  const { organization, role } = await asMember((await params).organization);
  const { db, now } = getContext();
  const mayChange = role === "admin";
  const providers = await Promise.all(
    tokenProviders.map(async ({ id, title, purpose, tokenHelp, field }) => ({
      provider: { id, title, purpose, tokenHelp, field },
      connections: await listConnections(db, organization.id, id),
    })),
  );
  return (
    <>
      <PageHeader
        title="Connections"
        hint="Other places where this organization's commits are built, deployed and watched. Regreen only reads there."
      />
      <SettingsTabs organization={organization.login} current="connections" isOwner={mayChange} />
      <div className="space-y-4">
        {!mayChange && (
          <Notice icon={LockIcon} tone="neutral" title="You can see what is connected">
            Only owners of the organization connect and disconnect.
          </Notice>
        )}
        <Card>
          <Link
            href={`/${organization.login}/integrations`}
            className="flex items-center gap-2 rounded-lg px-4 py-3 text-[13px] outline-none hover:bg-muted/60 focus-visible:ring-2 focus-visible:ring-ring"
          >
            <span className="font-medium">CircleCI</span>
            <span className="text-muted-foreground">is connected on the integrations page</span>
            <ChevronRightIcon aria-hidden className="ml-auto size-4 text-muted-foreground" />
          </Link>
        </Card>
        {providers.map(({ provider, connections }) => (
          <Card key={provider.id} aria-labelledby={provider.id}>
            <CardHeader id={provider.id} title={provider.title} hint={provider.purpose} />
            {connections.length > 0 && (
              <ul className="divide-y border-b">
                {connections.map((connection) => (
                  <ConnectionRow
                    key={connection.id}
                    connection={connection}
                    detail={accountDetail(connection.account)}
                    now={now().getTime()}
                    test={
                      mayChange ? testConnectionAction.bind(null, organization.login, connection.id) : null
                    }
                    disconnect={
                      mayChange ? disconnectAction.bind(null, organization.login, connection.id) : null
                    }
                  />
                ))}
              </ul>
            )}
            <div className="space-y-3 px-4 py-3.5">
              <p className="max-w-prose text-xs text-pretty text-muted-foreground">{provider.tokenHelp}</p>
              {mayChange ? (
                <ConnectForm
                  provider={provider.id}
                  title={provider.title}
                  field={provider.field}
                  connect={connectTokenAction.bind(null, organization.login)}
                />
              ) : (
                connections.length === 0 && <p className="text-[13px]">Not connected.</p>
              )}
            </div>
          </Card>
        ))}
      </div>
    </>
  );
}
