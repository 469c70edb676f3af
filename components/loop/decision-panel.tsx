import { CornerDownRightIcon } from "lucide-react";

export interface DecisionEntry {
  id: string;
  attempt: number;
  title: string;
  reason: string | null;
  reasons: readonly string[];
}

/** Why the loop did what it did: the reasons as the decision wrote them down, nothing worked out again. */
export function DecisionPanel({ decisions }: { decisions: readonly DecisionEntry[] }) {
  if (decisions.length === 0)
    return (
      <p className="px-4 py-4 text-[13px] text-muted-foreground">
        Nothing is decided yet: the evidence is still being collected.
      </p>
    );
  return (
    <ol className="divide-y">
      {decisions.map(({ id, attempt, title, reason, reasons }) => (
        <li key={id} className="px-4 py-3 text-[13px]">
          <p className="flex flex-wrap justify-between gap-x-3">
            <span className="font-medium">{title}</span>
            <span className="text-xs leading-5 text-muted-foreground">Attempt {attempt}</span>
          </p>
          <ul className="mt-1 space-y-1 text-muted-foreground">
            {(reasons.length > 0 ? reasons : [reason ?? "No reason was written down."]).map((each) => (
              <li key={each} className="flex gap-1.5 [overflow-wrap:anywhere]">
                <CornerDownRightIcon aria-hidden className="mt-0.5 size-3.5 shrink-0" />
                {each}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
