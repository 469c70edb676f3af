import { type CompletedRun, consecutiveGreenRuns } from "@/lib/domain/metrics/consecutive-green-runs";
import { firstRetrySuccess } from "@/lib/domain/metrics/first-retry-success";
import { type Period, type PeriodDays, splitPeriod } from "@/lib/domain/metrics/period";
import { type EndedLoop, resolutionTime } from "@/lib/domain/metrics/resolution-time";
import { formatDuration } from "../time/format-duration";
import type { TrendPoint } from "./trend-chart";

/** Columns of a chart: days, two days, and weeks. */
const columns: Record<PeriodDays, number> = { "7": 7, "30": 15, "90": 13 };

const day = new Intl.DateTimeFormat("en", { month: "short", day: "numeric", timeZone: "UTC" });

/** One figure for each column of the period, counted by the metric's own function. */
function trend(
  period: Period,
  days: PeriodDays,
  figure: (part: Period) => { value: number | null; words: string },
): TrendPoint[] {
  return splitPeriod(period, columns[days]).map((part) => ({
    label: day.format(part.from),
    ...figure(part),
  }));
}

export function resolutionTrend(loops: readonly EndedLoop[], period: Period, days: PeriodDays): TrendPoint[] {
  return trend(period, days, (part) => {
    const { medianMs } = resolutionTime(loops, part);
    return { value: medianMs, words: durationWords(medianMs) };
  });
}

export function firstRetryTrend(loops: readonly EndedLoop[], period: Period, days: PeriodDays): TrendPoint[] {
  return trend(period, days, (part) => {
    const { share, rows } = firstRetrySuccess(loops, part);
    return { value: share, words: `${shareWords(share)} of ${rows.length}` };
  });
}

export function greenRunsTrend(
  runs: readonly CompletedRun[],
  period: Period,
  days: PeriodDays,
): TrendPoint[] {
  return trend(period, days, (part) => {
    const { longest } = consecutiveGreenRuns(runs, part);
    return { value: longest, words: `${longest} in a row` };
  });
}

export function durationWords(milliseconds: number | null): string {
  return milliseconds === null ? "none" : formatDuration(milliseconds);
}

export function shareWords(share: number | null): string {
  return share === null ? "none" : `${Math.round(share * 100)} %`;
}
