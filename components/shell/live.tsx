"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { classNames } from "../class-names";
import { formatRelative } from "../time/format-relative";
import { useNow } from "../time/use-now";

interface LiveProps {
  /** Address of the organization's event stream. */
  stream: string;
  /** Epoch milliseconds at which the server rendered what is shown. */
  renderedAt: number;
}

/** At most one refresh in this time, however much happens. */
const refreshIntervalMs = 1_000;

/** Keeps the page true without a reload, and says how old it is. Rests while nobody looks. */
export function Live({ stream, renderedAt }: LiveProps) {
  const router = useRouter();
  const now = useNow(renderedAt);
  // Null until the stream has answered one way or the other.
  const [connected, setConnected] = useState<boolean | null>(null);
  const lastRefresh = useRef(0);
  const shown = useRef(renderedAt);
  useEffect(() => {
    shown.current = renderedAt;
  }, [renderedAt]);

  useEffect(() => {
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;

    function refresh() {
      timer = undefined;
      lastRefresh.current = Date.now();
      router.refresh();
    }
    function refreshSoon() {
      timer ??= setTimeout(refresh, Math.max(0, lastRefresh.current + refreshIntervalMs - Date.now()));
    }
    function connect() {
      source?.close();
      source = new EventSource(`${stream}?seen=${shown.current}`);
      source.addEventListener("open", () => setConnected(true));
      source.addEventListener("error", () => setConnected(false));
      source.addEventListener("changed", refreshSoon);
    }
    function followVisibility() {
      if (document.hidden) {
        source?.close();
        setConnected(false);
        return;
      }
      refreshSoon();
      connect();
    }

    if (!document.hidden) connect();
    document.addEventListener("visibilitychange", followVisibility);
    return () => {
      document.removeEventListener("visibilitychange", followVisibility);
      source?.close();
      clearTimeout(timer);
    };
  }, [router, stream]);

  return (
    <span className="flex items-center gap-1.5 text-xs whitespace-nowrap text-muted-foreground tabular-nums">
      <span
        aria-hidden
        className={classNames("size-1.5 rounded-full", connected ? "bg-brand" : "bg-muted-foreground/50")}
      />
      {connected === null ? "Updated" : connected ? "Live · updated" : "Paused · updated"}{" "}
      {formatRelative(renderedAt, Math.max(now, renderedAt))}
    </span>
  );
}
