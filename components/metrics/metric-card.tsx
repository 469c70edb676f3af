import { ArrowRightIcon, InfoIcon } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Card } from "../ui/card";
import { Tooltip } from "../ui/tooltip";

interface MetricCardProps {
  title: string;
  /** How it is counted: the docstring of the function that counts it. */
  definition: string;
  value: string;
  /** The figure of the period before. */
  before: string;
  rowsHref: string;
  rowsWords: string;
  children: ReactNode;
}

/** One figure with its definition, what it was before, and the way to the rows that it counts. */
export function MetricCard({
  title,
  definition,
  value,
  before,
  rowsHref,
  rowsWords,
  children,
}: MetricCardProps) {
  return (
    <Card className="flex flex-col p-4">
      <h2 className="flex items-center gap-1.5 text-[13px] font-medium text-muted-foreground">
        {title}
        <Tooltip content={definition}>
          <button
            type="button"
            aria-label={`How is it counted? ${definition}`}
            className="rounded-sm outline-none hover:text-foreground focus-visible:ring-2 focus-visible:ring-ring"
          >
            <InfoIcon aria-hidden className="size-3.5" />
          </button>
        </Tooltip>
      </h2>
      <p className="mt-1 flex flex-wrap items-baseline gap-x-2">
        <span className="text-2xl font-semibold tracking-tight tabular-nums">{value}</span>
        <span className="text-xs text-muted-foreground">{before}</span>
      </p>
      <div className="mt-4 min-h-32 flex-1">{children}</div>
      <Link
        href={rowsHref}
        className="mt-3 flex items-center gap-1 self-start rounded-sm text-xs text-muted-foreground outline-none hover:text-foreground focus-visible:ring-2 focus-visible:ring-ring"
      >
        {rowsWords} <ArrowRightIcon aria-hidden className="size-3" />
      </Link>
    </Card>
  );
}
