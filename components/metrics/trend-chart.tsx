"use client";

import { Bar, BarChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";

export interface TrendPoint {
  /** First day of the column, as people read it. */
  label: string;
  /** Null where nothing was counted. */
  value: number | null;
  /** The value as people read it. */
  words: string;
}

interface TrendChartProps {
  /** What the chart shows, for those who do not see it. */
  label: string;
  points: readonly TrendPoint[];
  /** Upper end of the scale; by default the highest value. */
  max?: number;
}

export function TrendChart({ label, points, max }: TrendChartProps) {
  return (
    <figure className="h-32 w-full" role="img" aria-label={`${label}: ${summary(points)}`}>
      <ResponsiveContainer width="100%" height="100%">
        <BarChart
          data={[...points]}
          margin={{ top: 4, right: 0, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <XAxis
            dataKey="label"
            tickLine={false}
            axisLine={{ stroke: "var(--border)" }}
            tick={{ fill: "var(--muted-foreground)", fontSize: 11 }}
            interval="preserveStartEnd"
            minTickGap={40}
          />
          <YAxis hide domain={[0, max ?? "dataMax"]} />
          <Tooltip
            cursor={{ fill: "var(--accent)" }}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const point = payload?.[0]?.payload as TrendPoint | undefined;
              if (!active || point === undefined) return null;
              return (
                <div className="rounded-md border bg-surface px-2 py-1 text-xs shadow-lg">
                  <span className="text-muted-foreground">{point.label}</span> {point.words}
                </div>
              );
            }}
          />
          <Bar
            dataKey="value"
            fill="var(--brand)"
            radius={[2, 2, 0, 0]}
            maxBarSize={28}
            isAnimationActive={false}
          />
        </BarChart>
      </ResponsiveContainer>
    </figure>
  );
}

function summary(points: readonly TrendPoint[]): string {
  const counted = points.filter((point) => point.value !== null);
  if (counted.length === 0) return "nothing was counted";
  return counted.map((point) => `${point.label} ${point.words}`).join(", ");
}
