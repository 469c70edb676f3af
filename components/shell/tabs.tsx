import Link from "next/link";
import { classNames } from "../class-names";

interface TabsProps {
  label: string;
  tabs: readonly { title: string; href: string; current: boolean; count?: number }[];
}

/** Tabs that are places: each has an address, so Back works and a link to one can be sent. */
export function Tabs({ label, tabs }: TabsProps) {
  return (
    <nav aria-label={label} className="mb-4 flex gap-5 overflow-x-auto border-b">
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          aria-current={tab.current ? "page" : undefined}
          className={classNames(
            "-mb-px flex shrink-0 items-center gap-1.5 border-b-2 pb-2 text-[13px] font-medium outline-none focus-visible:ring-2 focus-visible:ring-ring focus-visible:ring-inset",
            tab.current
              ? "border-foreground text-foreground"
              : "border-transparent text-muted-foreground hover:text-foreground",
          )}
        >
          {tab.title}
          {tab.count !== undefined && (
            <span className="text-xs text-muted-foreground tabular-nums">{tab.count}</span>
          )}
        </Link>
      ))}
    </nav>
  );
}
