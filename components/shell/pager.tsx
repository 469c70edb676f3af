import { ChevronLeftIcon, ChevronRightIcon } from "lucide-react";
import Link from "next/link";
import { Button } from "../ui/button";

interface PagerProps {
  newer: string | null;
  older: string | null;
  /** Address of this list with the page's parameters replaced. */
  hrefOf: (page: { after?: string; before?: string }) => string;
}

/** Newer and older: pages are named by rows, not numbers, so that they hold still while rows are added. */
export function Pager({ newer, older, hrefOf }: PagerProps) {
  if (newer === null && older === null) return null;
  return (
    <nav aria-label="Pages" className="mt-3 flex justify-end gap-2">
      {newer !== null && (
        <Button asChild size="small">
          <Link href={hrefOf({ before: newer })}>
            <ChevronLeftIcon aria-hidden /> Newer
          </Link>
        </Button>
      )}
      {older !== null && (
        <Button asChild size="small">
          <Link href={hrefOf({ after: older })}>
            Older <ChevronRightIcon aria-hidden />
          </Link>
        </Button>
      )}
    </nav>
  );
}
