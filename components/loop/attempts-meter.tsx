import { classNames } from "../class-names";

interface AttemptsMeterProps {
  spent: number;
  limit: number;
}

/** `1 / 3`, with one mark for each attempt that the limit allows. */
export function AttemptsMeter({ spent, limit }: AttemptsMeterProps) {
  const marks = Array.from({ length: limit }, (_, index) => index + 1);
  return (
    <span
      className="inline-flex items-center gap-2 align-middle tabular-nums"
      title={`${spent} of ${limit} attempts spent`}
    >
      <span aria-hidden className="flex gap-0.5">
        {marks.map((mark) => (
          <span
            key={mark}
            className={classNames(
              "h-2.5 w-1 rounded-full",
              mark <= spent ? "bg-foreground/70" : "bg-foreground/15",
            )}
          />
        ))}
      </span>
      <span>
        {spent}
        <span className="text-muted-foreground"> / {limit}</span>
      </span>
    </span>
  );
}
