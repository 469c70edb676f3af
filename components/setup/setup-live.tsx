"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { formatRelative } from "../time/format-relative";
import { useNow } from "../time/use-now";

interface SetupLiveProps {
  /** True when there is nothing left to wait for. */
  resting: boolean;
  /** Epoch milliseconds at which the server rendered what is shown. */
  renderedAt: number;
}

/** Each look asks GitHub four things; this stays well under an app's hourly limit. */
const lookEveryMs = 5_000;

/** Looks again while somebody waits in front of the page. */
export function SetupLive({ resting, renderedAt }: SetupLiveProps) {
  const router = useRouter();
  const now = useNow(renderedAt);

  useEffect(() => {
    if (resting) return;
    const timer = setInterval(() => {
      if (!document.hidden) router.refresh();
    }, lookEveryMs);
    return () => clearInterval(timer);
  }, [resting, router]);

  return (
    <span className="text-xs text-muted-foreground tabular-nums">
      Looked {formatRelative(renderedAt, Math.max(now, renderedAt))}
    </span>
  );
}
