import { SearchXIcon } from "lucide-react";
import type { ReactNode } from "react";
import { EmptyState } from "@/components/empty-state";
import { FlakyTestList } from "@/components/metrics/flaky-test-list";
import { LoopRows } from "@/components/metrics/loop-rows";
import { RunRows } from "@/components/metrics/run-rows";
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
import type { Period } from "@/lib/domain/metrics/period";
import { resolutionTime, resolutionTimeDefinition } from "@/lib/domain/metrics/resolution-time";

interface RowsRequest {
  organization: { id: string; login: string };
  period: Period;
  now: number;
}

interface MetricRows {
  title: string;
  definition: string;
  read: (request: RowsRequest) => Promise<ReactNode>;
}

/** Most rows on one page of a metric; the newest of them. */
const rowsMax = 200;

const nothing = (
  <EmptyState icon={SearchXIcon} title="Nothing was counted">
    No row of this period fits the definition above. Try a longer period.
  </EmptyState>
);

export const metricRows = {
  "resolution-time": {
    title: "Resolution time",
    definition: resolutionTimeDefinition,
    async read({ organization, period, now }) {
      const { rows } = resolutionTime(await loopsOf(organization.id, period), period);
      return loopRows(organization, rows, now);
    },
  },
  "first-retry-success": {
    title: "First-retry success",
    definition: firstRetrySuccessDefinition,
    async read({ organization, period, now }) {
      const { rows } = firstRetrySuccess(await loopsOf(organization.id, period), period);
      return loopRows(organization, rows, now);
    },
  },
  "consecutive-green-runs": {
    title: "Consecutive green runs",
    definition: consecutiveGreenRunsDefinition,
    async read({ organization, period, now }) {
      const { rows } = consecutiveGreenRuns(
        await readCompletedRuns(getContext().db, organization.id, period),
        period,
      );
      return rows.length === 0 ? nothing : <RunRows runs={rows.slice(0, rowsMax)} now={now} />;
    },
  },
  "flaky-tests": {
    title: "Flaky tests",
    definition: flakyTestsDefinition,
    async read({ organization, period }) {
      const { db } = getContext();
      const [observations, repositories] = await Promise.all([
        readTestObservations(db, organization.id, period),
        readRepositoryNames(db, organization.id),
      ]);
      const tests = flakyTests(observations, period);
      if (tests.length === 0) return nothing;
      return (
        <div className="px-4 py-1">
          <FlakyTestList tests={tests.slice(0, rowsMax)} repositories={repositories} />
        </div>
      );
    },
  },
} satisfies Record<string, MetricRows>;

export function isMetricName(name: string): name is keyof typeof metricRows {
  return Object.hasOwn(metricRows, name);
}

function loopsOf(organizationId: string, period: Period) {
  return readEndedLoops(getContext().db, organizationId, period);
}

function loopRows(
  organization: { login: string },
  rows: Awaited<ReturnType<typeof loopsOf>>,
  now: number,
): ReactNode {
  if (rows.length === 0) return nothing;
  return <LoopRows organization={organization.login} loops={rows.slice(0, rowsMax)} now={now} />;
}
