"use client";

import { formatExact, formatRelative } from "./format-relative";
import { useNow } from "./use-now";

interface RelativeTimeProps {
  at: Date;
  /** Epoch milliseconds at which the server rendered. */
  now: number;
}

/** `3min ago`, with the exact moment on hover. */
export function RelativeTime({ at, now }: RelativeTimeProps) {
  const current = useNow(now);
  return (
    <time dateTime={at.toISOString()} title={formatExact(at)} className="whitespace-nowrap tabular-nums">
      {formatRelative(at.getTime(), current)}
    </time>
  );
}
