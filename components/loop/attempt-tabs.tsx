import { Tabs } from "../shell/tabs";

interface AttemptTabsProps {
  /** Address of the loop. */
  path: string;
  numbers: readonly number[];
  shown: number;
  loop: { attempts: readonly { number: number; outcome: string | null }[] };
}

const outcomeWords: Record<string, string> = {
  validated: "validated",
  rejected: "rejected",
  no_change: "no change",
  blocked: "blocked",
  failed: "failed",
};

/** One place for each attempt: what it saw, what it changed, what came of it. */
export function AttemptTabs({ path, numbers, shown, loop }: AttemptTabsProps) {
  return (
    <div className="-mb-1 pt-2">
      <Tabs
        label="Attempts"
        tabs={numbers.map((number) => {
          const outcome = loop.attempts.find((attempt) => attempt.number === number)?.outcome ?? "";
          const word = outcomeWords[outcome];
          return {
            title: word === undefined ? `Attempt ${number}` : `Attempt ${number}: ${word}`,
            href: `${path}?attempt=${number}`,
            current: number === shown,
          };
        })}
      />
    </div>
  );
}
