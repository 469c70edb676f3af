import { BrushCleaningIcon, CalendarClockIcon } from "lucide-react";
import type { Metadata } from "next";
import { createLoader, createSerializer, parseAsString, parseAsStringEnum } from "nuqs/server";
import { ActionButton } from "@/components/action-button";
import { EmptyState } from "@/components/empty-state";
import { FollowUpList } from "@/components/follow-up/follow-up-list";
import { PageHeader } from "@/components/shell/page-header";
import { Pager } from "@/components/shell/pager";
import { Tabs } from "@/components/shell/tabs";
import { followUpLook } from "@/components/status/follow-up-look";
import { Card } from "@/components/ui/card";
import { asMember } from "@/lib/auth/guards";
import { getContext } from "@/lib/context";
import { listFollowUps } from "@/lib/db/views/follow-ups";
import { FollowUpStatus } from "@/lib/domain/follow-up-task";
import { cancelFollowUpAction, cleanUpFollowUpsAction, runFollowUpAction } from "./actions";

export const metadata: Metadata = { title: "Follow-ups" };

interface FollowUpsPageProps {
  params: Promise<{ organization: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const parsers = {
  status: parseAsStringEnum(FollowUpStatus.options),
  after: parseAsString,
  before: parseAsString,
};
const load = createLoader(parsers);
const serialize = createSerializer(parsers);

export default async function FollowUpsPage({ params, searchParams }: FollowUpsPageProps) {
  const { organization, role } = await asMember((await params).organization);
  const { status, ...request } = await load(searchParams);
  const page = await listFollowUps(getContext().db, organization.id, status, request);
  const path = `/${organization.login}/follow-ups`;
  return (
    <>
      <PageHeader
        title="Follow-ups"
        hint="A while after a loop ended: is the pull request ready, waiting for a person, or red again? What has ended is kept for a week."
      >
        {role === "admin" && page.items.some((task) => task.endedAt !== null) && (
          <ActionButton action={cleanUpFollowUpsAction.bind(null, organization.login)}>
            <BrushCleaningIcon aria-hidden /> Clean up
          </ActionButton>
        )}
      </PageHeader>
      <Tabs
        label="Status"
        tabs={[
          { title: "All", href: path, current: status === null },
          ...FollowUpStatus.options.map((option) => ({
            title: followUpLook(option).word,
            href: path + serialize({ status: option }),
            current: option === status,
          })),
        ]}
      />
      <Card>
        {page.items.length > 0 ? (
          <FollowUpList
            organization={organization.login}
            tasks={page.items.map((task) => ({
              ...task,
              runNow: runFollowUpAction.bind(null, organization.login, task.id),
              cancel: cancelFollowUpAction.bind(null, organization.login, task.id),
            }))}
            now={Date.now()}
          />
        ) : (
          <EmptyState icon={CalendarClockIcon} title="No follow-up task here">
            When a loop ends, a check of its pull request is scheduled. If the pull request is red again by
            then, the cycle begins once more, within the same limits.
          </EmptyState>
        )}
      </Card>
      <Pager
        newer={page.newer}
        older={page.older}
        hrefOf={(cursor) => path + serialize({ status, ...cursor })}
      />
    </>
  );
}
