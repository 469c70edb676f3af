import { ChevronRightIcon } from "lucide-react";
import type { ReactNode } from "react";

interface DisclosureProps {
  title: ReactNode;
  /** One line beside the title. */
  hint?: ReactNode;
  open?: boolean;
  children: ReactNode;
}

/** Something that most readers do not need now, one click away. Works before the page's script runs. */
export function Disclosure({ title, hint, open = false, children }: DisclosureProps) {
  return (
    <details open={open} className="group/disclosure">
      <summary className="flex min-h-11 cursor-pointer list-none flex-wrap items-center gap-x-2 gap-y-1 px-4 py-2 text-[13px] outline-none hover:bg-muted/60 focus-visible:ring-2 focus-visible:ring-ring focus-visible:ring-inset [&::-webkit-details-marker]:hidden">
        <ChevronRightIcon
          aria-hidden
          className="size-4 shrink-0 text-muted-foreground transition-transform group-open/disclosure:rotate-90 motion-reduce:transition-none"
        />
        <span className="font-semibold">{title}</span>
        {hint && <span className="text-xs text-muted-foreground">{hint}</span>}
      </summary>
      <div className="border-t">{children}</div>
    </details>
  );
}
