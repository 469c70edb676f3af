import { rooms } from "./rooms";

const keys: readonly [string, string][] = [
  ["Ctrl K", "Find a room, a repository, an action"],
  ["?", "Show these keys"],
  ["/", "Search the list"],
  ["J", "Next row"],
  ["K", "Row before"],
  ["Enter", "Open the row"],
  ["C", "Copy the brief of a loop as a prompt"],
  ...rooms.map(({ title, key }): [string, string] => [
    `G ${key.toUpperCase()}`,
    `Go to ${title.toLowerCase()}`,
  ]),
];

export function ShortcutSheet() {
  return (
    <dl className="divide-y px-4 py-1">
      {keys.map(([key, meaning]) => (
        <div key={key} className="flex items-center justify-between py-2 text-[13px]">
          <dt className="order-last">
            <kbd className="rounded border bg-muted px-1.5 py-0.5 font-sans text-xs">{key}</kbd>
          </dt>
          <dd className="text-muted-foreground">{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
