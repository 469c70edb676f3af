"use client";

import { useEffect, useRef } from "react";

interface TranscriptProps {
  lines: readonly string[];
  /** Lines still come. */
  isLive: boolean;
}

/** So close to the end counts as reading along. */
const nearEndPixels = 40;

/** What the agent said while it worked. Follows the newest line, unless the reader scrolled up. */
export function Transcript({ lines, isLive }: TranscriptProps) {
  const list = useRef<HTMLOListElement>(null);
  const follows = useRef(true);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each new line is a reason to follow
  useEffect(() => {
    if (isLive && follows.current && list.current !== null)
      list.current.scrollTop = list.current.scrollHeight;
  }, [isLive, lines.length]);

  function look() {
    const { current } = list;
    if (current === null) return;
    follows.current = current.scrollHeight - current.scrollTop - current.clientHeight < nearEndPixels;
  }

  return (
    <details open={isLive} className="mt-2">
      <summary className="cursor-pointer rounded-sm text-xs text-muted-foreground outline-none hover:text-foreground focus-visible:ring-2 focus-visible:ring-ring">
        Transcript, {lines.length === 1 ? "1 line" : `${lines.length} lines`}
      </summary>
      <ol
        ref={list}
        onScroll={look}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard
        tabIndex={0}
        aria-label="Transcript"
        className="mt-1.5 max-h-96 overflow-auto rounded-md bg-muted/60 p-3 font-mono text-xs leading-5 outline-none focus-visible:ring-2 focus-visible:ring-ring"
      >
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines repeat and are only ever added at the end
          <li key={index} className="whitespace-pre-wrap [overflow-wrap:anywhere]">
            {line}
          </li>
        ))}
      </ol>
    </details>
  );
}
