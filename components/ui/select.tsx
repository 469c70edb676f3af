import { ChevronDownIcon } from "lucide-react";
import type { ComponentProps } from "react";
import { classNames } from "../class-names";

/** The platform's own select: the best one on a phone, and the one that needs no script. */
export function Select({ className, children, ...props }: ComponentProps<"select">) {
  return (
    <span className={classNames("relative inline-flex", className)}>
      <select
        className="h-8 w-full appearance-none rounded-md border border-input bg-surface pr-7 pl-2.5 text-[13px] outline-none focus-visible:border-ring focus-visible:ring-2 focus-visible:ring-ring/30 disabled:opacity-60"
        {...props}
      >
        {children}
      </select>
      <ChevronDownIcon
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2 size-3.5 -translate-y-1/2 text-muted-foreground"
      />
    </span>
  );
}
