import { ChevronRightIcon } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { PageHeader } from "@/components/shell/page-header";
import { Card } from "@/components/ui/card";
import { asMember } from "@/lib/auth/guards";
import { comparedPeriods } from "@/lib/domain/metrics/period";
import { loadPeriod, serializePeriod } from "../metric-search";
import { isMetricName, metricRows } from "./metric-rows";

export const metadata: Metadata = { title: "Metrics" };

interface MetricPageProps {
  params: Promise<{ organization: string; metric: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** The rows that one figure counts. */
export default async function MetricPage({ params, searchParams }: MetricPageProps) {
  const { organization: login, metric } = await params;
  const { organization } = await asMember(login);
  if (!isMetricName(metric)) notFound();
  const { days } = await loadPeriod(searchParams);
  const now = new Date();
  const { current } = comparedPeriods(Number(days), now);
  const { title, definition, read } = metricRows[metric];
  const rows = await read({ organization, period: current, now: now.getTime() });
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-1.5">
            <Link
              href={`/${organization.login}/metrics${serializePeriod({ days })}`}
              className="text-muted-foreground hover:text-foreground"
            >
              Metrics
            </Link>
            <ChevronRightIcon aria-hidden className="size-4 text-muted-foreground" />
            {title}
          </span>
        }
        hint={`${definition} Last ${days} days.`}
      />
      <Card className="overflow-hidden">{rows}</Card>
    </>
  );
}
