import type { Metadata } from "next";
import { FlakyTestList } from "@/components/metrics/flaky-test-list";
import { MetricCard } from "@/components/metrics/metric-card";
import { TrendChart } from "@/components/metrics/trend-chart";
import {
  durationWords,
  firstRetryTrend,
  greenRunsTrend,
  resolutionTrend,
  shareWords,
} from "@/components/metrics/trends";
import { PageHeader } from "@/components/shell/page-header";
import { Tabs } from "@/components/shell/tabs";
import { asMember } from "@/lib/auth/guards";
import { getContext } from "@/lib/context";
import {
  readCompletedRuns,
  readEndedLoops,
  readRepositoryNames,
  readTestObservations,
} from "@/lib/db/views/metrics";
import {
  consecutiveGreenRuns,
  consecutiveGreenRunsDefinition,
} from "@/lib/domain/metrics/consecutive-green-runs";
import { firstRetrySuccess, firstRetrySuccessDefinition } from "@/lib/domain/metrics/first-retry-success";
import { flakyTests, flakyTestsDefinition } from "@/lib/domain/metrics/flaky-tests";
import { comparedPeriods, PeriodDays } from "@/lib/domain/metrics/period";
import { resolutionTime, resolutionTimeDefinition } from "@/lib/domain/metrics/resolution-time";
import { loadPeriod, serializePeriod } from "./metric-search";

export const metadata: Metadata = { title: "Metrics" };

interface MetricsPageProps {
  params: Promise<{ organization: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const flakyTestsShown = 5;

export default async function MetricsPage({ params, searchParams }: MetricsPageProps) {
  const { organization } = await asMember((await params).organization);
  const { days } = await loadPeriod(searchParams);
  const { db, now } = getContext();
  const { current, previous } = comparedPeriods(Number(days), now());
  const both = { from: previous.from, to: current.to };
  const [loops, runs, observations, repositories] = await Promise.all([
    readEndedLoops(db, organization.id, both),
    readCompletedRuns(db, organization.id, both),
    readTestObservations(db, organization.id, both),
    readRepositoryNames(db, organization.id),
  ]);
  const resolution = resolutionTime(loops, current);
  const first = firstRetrySuccess(loops, current);
  const green = consecutiveGreenRuns(runs, current);
  const flaky = flakyTests(observations, current);
  const path = `/${organization.login}/metrics`;
  const rowsOf = (metric: string) => `${path}/${metric}${serializePeriod({ days })}`;
  const before = (figure: string) => `${figure} in the ${days} days before`;
  return (
    <>
      <PageHeader
        title="Metrics"
        hint="Counted from rows, never estimated. Each figure leads to what it counts."
      />
      <Tabs
        label="Period"
        tabs={PeriodDays.options.map((option) => ({
          title: `Last ${option} days`,
          href: path + serializePeriod({ days: option }),
          current: option === days,
        }))}
      />
      <div className="grid gap-4 md:grid-cols-2">
        <MetricCard
          title="Resolution time"
          definition={resolutionTimeDefinition}
          value={durationWords(resolution.medianMs)}
          before={before(durationWords(resolutionTime(loops, previous).medianMs))}
          rowsHref={rowsOf("resolution-time")}
          rowsWords={`${resolution.rows.length} loops that ended as fixed`}
        >
          <TrendChart label="Median resolution time" points={resolutionTrend(loops, current, days)} />
        </MetricCard>
        <MetricCard
          title="First-retry success"
          definition={firstRetrySuccessDefinition}
          value={shareWords(first.share)}
          before={before(shareWords(firstRetrySuccess(loops, previous).share))}
          rowsHref={rowsOf("first-retry-success")}
          rowsWords={`${first.fixedByFirst.length} of ${first.rows.length} loops`}
        >
          <TrendChart label="First-retry success" points={firstRetryTrend(loops, current, days)} max={1} />
        </MetricCard>
        <MetricCard
          title="Consecutive green runs"
          definition={consecutiveGreenRunsDefinition}
          value={String(green.current)}
          before={`longest ${green.longest}; ${before(String(consecutiveGreenRuns(runs, previous).longest))}`}
          rowsHref={rowsOf("consecutive-green-runs")}
          rowsWords={`${green.rows.length} CI runs in the current row`}
        >
          <TrendChart label="Longest row of green runs" points={greenRunsTrend(runs, current, days)} />
        </MetricCard>
        <MetricCard
          title="Flaky tests"
          definition={flakyTestsDefinition}
          value={String(flaky.length)}
          before={before(String(flakyTests(observations, previous).length))}
          rowsHref={rowsOf("flaky-tests")}
          rowsWords={flaky.length === 1 ? "1 flaky test" : `${flaky.length} flaky tests`}
        >
          <FlakyTestList tests={flaky.slice(0, flakyTestsShown)} repositories={repositories} />
        </MetricCard>
      </div>
    </>
  );
}
