import { ChevronRightIcon } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/shell/page-header";
import { Tabs } from "@/components/shell/tabs";
import { Card } from "@/components/ui/card";
import { asMember } from "@/lib/auth/guards";
import { comparedPeriods, PeriodDays } from "@/lib/domain/metrics/period";
import { loadPeriod, serializePeriod } from "../metric-search";
import { isMetricName, metricRows } from "./metric-rows";

interface MetricPageProps {
  params: Promise<{ organization: string; metric: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params }: MetricPageProps): Promise<Metadata> {
  const { organization, metric } = await params;
  await asMember(organization);
  return { title: isMetricName(metric) ? metricRows[metric].title : "Not found" };
}

/** The rows that one figure counts. */
export default async function MetricPage({ params, searchParams }: MetricPageProps) {
  const { organization: login, metric } = await params;
  const { organization } = await asMember(login);
  if (!isMetricName(metric)) notFound();
  const { days } = await loadPeriod(searchParams);
  const now = new Date();
  const { current } = comparedPeriods(Number(days), now);
  const path = `/${organization.login}/metrics`;
  const { title, definition, read } = metricRows[metric];
  const rows = await read({ organization, period: current, now: now.getTime() });
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-1.5">
            <Link
              href={`${path}${serializePeriod({ days })}`}
              className="text-muted-foreground hover:text-foreground"
            >
              Metrics
            </Link>
            <ChevronRightIcon aria-hidden className="size-4 text-muted-foreground" />
            {title}
          </span>
        }
        hint={definition}
      />
      <Tabs
        label="Period"
        tabs={PeriodDays.options.map((option) => ({
          title: `Last ${option} days`,
          href: `${path}/${metric}${serializePeriod({ days: option })}`,
          current: option === days,
        }))}
      />
      <Card className="overflow-hidden">{rows}</Card>
    </>
  );
}
