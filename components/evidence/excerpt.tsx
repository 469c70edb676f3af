import type { Excerpt as ExcerptDocument, LineRange } from "@/lib/domain/evidence";
import { classNames } from "../class-names";

interface ExcerptProps {
  excerpt: ExcerptDocument;
  /** The range that best explains the failure. */
  primary: LineRange | null;
  /** Goes before the anchor of each line, where a page shows the logs of several jobs. */
  anchorPrefix: string;
}

const roleWords: Record<ExcerptDocument["role"], string> = {
  error: "Error",
  summary: "Summary",
  context: "Context",
};

/** Lines of a log as they stand there, numbered as there; each has an address. */
export function Excerpt({ excerpt, primary, anchorPrefix }: ExcerptProps) {
  const lines = excerpt.text.split("\n");
  return (
    <figure className="border-t first:border-t-0">
      <figcaption className="flex justify-between bg-muted/60 px-4 py-1 text-xs text-muted-foreground">
        <span>{roleWords[excerpt.role]}</span>
        <span className="tabular-nums">
          Lines {excerpt.startLine} to {excerpt.endLine}
        </span>
      </figcaption>
      <section
        aria-label={`Log, lines ${excerpt.startLine} to ${excerpt.endLine}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways has to be reachable by keyboard
        tabIndex={0}
        className="overflow-x-auto py-1.5 font-mono text-xs leading-5 outline-none focus-visible:ring-2 focus-visible:ring-ring focus-visible:ring-inset"
      >
        <div className="w-max min-w-full">
          {lines.map((line, index) => {
            const number = excerpt.startLine + index;
            const isPrimary = primary !== null && number >= primary.startLine && number <= primary.endLine;
            return (
              <div
                key={number}
                id={`${anchorPrefix}L${number}`}
                className={classNames(
                  "flex scroll-mt-24 border-l-2 border-transparent target:border-info target:bg-info-soft",
                  isPrimary && "border-danger bg-danger-soft/70",
                )}
              >
                <a
                  href={`#${anchorPrefix}L${number}`}
                  aria-label={`Line ${number}`}
                  className="w-14 shrink-0 pr-3 text-right text-muted-foreground tabular-nums select-none hover:text-foreground"
                >
                  {number}
                </a>
                <span className="pr-4 whitespace-pre">{line}</span>
              </div>
            );
          })}
        </div>
      </section>
    </figure>
  );
}
