import type { ComponentProps } from "react";
import { classNames } from "../class-names";

export function Input({ className, ...props }: ComponentProps<"input">) {
  return (
    <input
      className={classNames(
        "h-8 w-full min-w-0 rounded-md border border-input bg-surface px-2.5 text-[13px] outline-none placeholder:text-muted-foreground focus-visible:border-ring focus-visible:ring-2 focus-visible:ring-ring/30 disabled:opacity-60",
        className,
      )}
      {...props}
    />
  );
}
