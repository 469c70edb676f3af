import { ListFilterIcon, SproutIcon } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { createSerializer } from "nuqs/server";
import { EmptyState } from "@/components/empty-state";
import { LoopFilters } from "@/components/loop/loop-filters";
import { LoopTable } from "@/components/loop/loop-table";
import { PageHeader } from "@/components/shell/page-header";
import { Pager } from "@/components/shell/pager";
import { Tabs } from "@/components/shell/tabs";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { asMember } from "@/lib/auth/guards";
import { getContext } from "@/lib/context";
import { listLoops } from "@/lib/db/views/loops";
import { readNavigationFigures } from "@/lib/db/views/navigation";
import { loadLoopSearch, loopSearchParsers } from "./loop-search";

interface LoopsPageProps {
  params: Promise<{ organization: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The frame's template is for the rooms below this one; here the title has to be whole. */
export async function generateMetadata({ params }: LoopsPageProps): Promise<Metadata> {
  const { organization } = await asMember((await params).organization);
  return { title: { absolute: `Loops · ${organization.login} · Regreen` } };
}

export default async function LoopsPage({ params, searchParams }: LoopsPageProps) {
  const { organization } = await asMember((await params).organization);
  const { after, before, ...filters } = await loadLoopSearch(searchParams);
  const { db } = getContext();
  const [page, figures] = await Promise.all([
    listLoops(db, organization.id, filters, { after, before }),
    readNavigationFigures(db, organization.id),
  ]);
  const serialize = createSerializer(loopSearchParsers);
  const path = `/${organization.login}`;
  const isFiltered = Object.values(filters).some((value) => value !== null);
  return (
    <>
      <PageHeader title="Loops" hint="Each failure of a pull request on its way to green, or to a person." />
      <Tabs
        label="Failures"
        tabs={[
          { title: "Taken up", href: path, current: true },
          { title: "Not taken up", href: `${path}/not-taken-up`, current: false },
        ]}
      />
      <LoopFilters repositories={figures.repositories} />
      <Card className="overflow-hidden">
        {page.items.length > 0 ? (
          <LoopTable organization={organization.login} loops={page.items} now={Date.now()} />
        ) : (
          <NoLoops path={path} isFiltered={isFiltered} />
        )}
      </Card>
      <Pager
        newer={page.newer}
        older={page.older}
        hrefOf={(cursor) => path + serialize({ ...filters, ...cursor })}
      />
    </>
  );
}

function NoLoops({ path, isFiltered }: { path: string; isFiltered: boolean }) {
  if (isFiltered)
    return (
      <EmptyState
        icon={ListFilterIcon}
        title="No loop fits these filters"
        action={
          <Button asChild>
            <Link href={path}>Clear the filters</Link>
          </Button>
        }
      >
        Loops are kept after they end. Try another state, or fewer words.
      </EmptyState>
    );
  return (
    <EmptyState
      icon={SproutIcon}
      title="No failure yet"
      action={
        <Button asChild variant="primary">
          <Link href={`${path}/settings`}>Choose what is repaired</Link>
        </Button>
      }
    >
      When CI turns red on a pull request of this organization, a loop opens here: it collects the evidence,
      repairs on a branch of its own, and waits for CI to prove it. Automatic repair is off until somebody
      turns it on.
    </EmptyState>
  );
}
