"use client";

import { formatDuration } from "./format-duration";
import { formatExact } from "./format-relative";
import { useNow } from "./use-now";

interface DurationProps {
  from: Date;
  /** Null while it lasts: the duration then ticks. */
  to: Date | null;
  now: number;
}

export function Duration({ from, to, now }: DurationProps) {
  const current = useNow(now);
  const end = to?.getTime() ?? current;
  const title = to === null ? `since ${formatExact(from)}` : `${formatExact(from)} to ${formatExact(to)}`;
  return (
    <span title={title} className="whitespace-nowrap tabular-nums">
      {formatDuration(end - from.getTime())}
    </span>
  );
}
