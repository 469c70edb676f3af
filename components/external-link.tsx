import { ArrowUpRightIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names";

interface ExternalLinkProps {
  /** May come from outside: anything but http and https stays text. */
  href: string | null;
  children: ReactNode;
  className?: string;
}

export function ExternalLink({ href, children, className }: ExternalLinkProps) {
  if (href === null || !/^https?:\/\//i.test(href)) return <span className={className}>{children}</span>;
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      className={classNames(
        "inline-flex items-center gap-0.5 rounded-sm underline decoration-border underline-offset-4 outline-none hover:decoration-foreground focus-visible:ring-2 focus-visible:ring-ring",
        className,
      )}
    >
      {children}
      <ArrowUpRightIcon aria-hidden className="size-3.5 shrink-0 text-muted-foreground" />
    </a>
  );
}
