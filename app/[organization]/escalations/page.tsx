import { PartyPopperIcon } from "lucide-react";
import type { Metadata } from "next";
import { createLoader, createSerializer, parseAsString, parseAsStringEnum } from "nuqs/server";
import { EmptyState } from "@/components/empty-state";
import { EscalationCard } from "@/components/escalation/escalation-card";
import { PageHeader } from "@/components/shell/page-header";
import { Pager } from "@/components/shell/pager";
import { Tabs } from "@/components/shell/tabs";
import { escalationLook } from "@/components/status/escalation-look";
import { Card } from "@/components/ui/card";
import { asMember } from "@/lib/auth/guards";
import { getContext } from "@/lib/context";
import { countEscalations, listEscalations } from "@/lib/db/views/escalations";
import { EscalationState } from "@/lib/domain/escalation";
import { moveEscalationAction } from "./actions";

export const metadata: Metadata = { title: "Escalations" };

interface EscalationsPageProps {
  params: Promise<{ organization: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const parsers = {
  state: parseAsStringEnum(EscalationState.options).withDefault("open"),
  after: parseAsString,
  before: parseAsString,
};
const load = createLoader(parsers);
const serialize = createSerializer(parsers);

export default async function EscalationsPage({ params, searchParams }: EscalationsPageProps) {
  const { organization } = await asMember((await params).organization);
  const { state, ...request } = await load(searchParams);
  const { db } = getContext();
  const [page, counts] = await Promise.all([
    listEscalations(db, organization.id, [state], request),
    countEscalations(db, organization.id),
  ]);
  const path = `/${organization.login}/escalations`;
  return (
    <>
      <PageHeader
        title="Escalations"
        hint="Failures that were handed to a person, with everything needed to go on."
      />
      <Tabs
        label="State"
        tabs={EscalationState.options.map((option) => ({
          title: escalationLook(option).word,
          href: path + serialize({ state: option }),
          current: option === state,
          count: counts[option],
        }))}
      />
      {page.items.length === 0 ? (
        <Card>
          <EmptyState icon={PartyPopperIcon} title={`Nothing is ${escalationLook(state).word.toLowerCase()}`}>
            When a loop reaches its attempt limit, or its evidence is too thin to repair from, it stops and
            hands over here: what failed, what was tried, and what is left.
          </EmptyState>
        </Card>
      ) : (
        <div className="space-y-4">
          {page.items.map((escalation) => (
            <EscalationCard
              key={escalation.id}
              organization={organization.login}
              escalation={escalation}
              now={Date.now()}
              take={moveEscalationAction.bind(null, organization.login, escalation.loopId, "taken")}
              giveBack={moveEscalationAction.bind(null, organization.login, escalation.loopId, "returned")}
              close={moveEscalationAction.bind(null, organization.login, escalation.loopId, "closed")}
            />
          ))}
        </div>
      )}
      <Pager
        newer={page.newer}
        older={page.older}
        hrefOf={(cursor) => path + serialize({ state, ...cursor })}
      />
    </>
  );
}
