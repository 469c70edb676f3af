import type { Cause } from "@/lib/domain/cause";

const shownMax = 3;

/** The first causes, each in two or three lines; the evidence has them all. */
export function CauseList({ causes }: { causes: readonly Cause[] }) {
  const hidden = causes.length - shownMax;
  return (
    <>
      <ul className="space-y-2">
        {causes.slice(0, shownMax).map(({ test, place, words }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a tool may say the same thing twice, and the list never changes
          <li key={index}>
            {test !== null && (
              <p className="line-clamp-2 font-mono text-xs leading-5" title={test}>
                <bdi>{test}</bdi>
              </p>
            )}
            {words !== null && (
              <p
                className={test === null ? "line-clamp-3" : "line-clamp-2 text-muted-foreground"}
                title={words}
              >
                <bdi>{words}</bdi>
              </p>
            )}
            {place !== null && (
              <p className="truncate font-mono text-xs leading-5 text-muted-foreground" title={place}>
                {place}
              </p>
            )}
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <p className="mt-1.5">
          <a
            href="#evidence"
            className="rounded-sm text-muted-foreground underline decoration-border underline-offset-4 outline-none hover:text-foreground focus-visible:ring-2 focus-visible:ring-ring"
          >
            and {hidden} more in the evidence
          </a>
        </p>
      )}
    </>
  );
}
