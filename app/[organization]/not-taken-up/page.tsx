import { ShieldQuestionIcon } from "lucide-react";
import type { Metadata } from "next";
import { EmptyState } from "@/components/empty-state";
import { RefusalList } from "@/components/loop/refusal-list";
import { PageHeader } from "@/components/shell/page-header";
import { Pager } from "@/components/shell/pager";
import { Tabs } from "@/components/shell/tabs";
import { Card } from "@/components/ui/card";
import { asMember } from "@/lib/auth/guards";
import { getContext } from "@/lib/context";
import { listRefusals } from "@/lib/db/views/refusals";
import { env } from "@/lib/env";
import { loadPage } from "../page-search";
import { lookAgainAction } from "./actions";

export const metadata: Metadata = { title: "Not taken up" };

interface RefusalsPageProps {
  params: Promise<{ organization: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function RefusalsPage({ params, searchParams }: RefusalsPageProps) {
  const { organization } = await asMember((await params).organization);
  const page = await listRefusals(getContext().db, organization.id, await loadPage(searchParams));
  const path = `/${organization.login}`;
  return (
    <>
      <PageHeader title="Loops" hint="Each failure of a pull request on its way to green, or to a person." />
      <Tabs
        label="Failures"
        tabs={[
          { title: "Taken up", href: path, current: false },
          { title: "Not taken up", href: `${path}/not-taken-up`, current: true },
        ]}
      />
      <Card>
        {page.items.length > 0 ? (
          <RefusalList
            refusals={page.items.map((refusal) => ({
              ...refusal,
              lookAgain:
                refusal.repository === null || refusal.pullRequest === null
                  ? null
                  : lookAgainAction.bind(null, organization.login, refusal.repository, refusal.id),
            }))}
            ownerUrl={`${env().github.url}/${organization.login}`}
            now={Date.now()}
          />
        ) : (
          <EmptyState icon={ShieldQuestionIcon} title="Nothing was turned down">
            A failure that is seen and not taken up is listed here with the reason: repair is switched off,
            the commit is outdated, the branch is one of ours, the last loop was minutes ago.
          </EmptyState>
        )}
      </Card>
      <Pager
        newer={page.newer}
        older={page.older}
        hrefOf={(cursor) => `${path}/not-taken-up?${new URLSearchParams(cursor)}`}
      />
    </>
  );
}
