import { categoryWords } from "@/lib/domain/category-words";
import { ScrollRegion } from "../scroll-region";
import { tokenWords, usdWords } from "./usage-words";

interface UsageRow {
  agent: string;
  category: string;
  turns: number;
  validated: number;
  minutes: number;
  requests: number;
  tokens: number;
  usd: number | null;
}

const columns = ["Agent", "Category", "Turns", "Validated", "Minutes", "Requests", "Tokens", "Cost"] as const;

/** What agents used, by agent and category, with a line that sums it. */
export function UsageTable({ rows }: { rows: readonly UsageRow[] }) {
  if (rows.length === 0)
    return (
      <p className="px-4 py-4 text-[13px] text-muted-foreground">No agent has worked in the last 30 days.</p>
    );
  const sum = (of: (row: UsageRow) => number) => rows.reduce((total, row) => total + of(row), 0);
  const priced = rows.filter(({ usd }) => usd !== null);
  const total = {
    turns: sum(({ turns }) => turns),
    validated: sum(({ validated }) => validated),
    minutes: sum(({ minutes }) => minutes),
    requests: sum(({ requests }) => requests),
    tokens: sum(({ tokens }) => tokens),
    usd: priced.length === 0 ? null : sum(({ usd }) => usd ?? 0),
  };
  return (
    <ScrollRegion label="What agents used">
      <table className="w-full text-[13px]">
        <thead className="text-xs text-muted-foreground">
          <tr>
            {columns.map((column, index) => (
              <th
                key={column}
                scope="col"
                className={`px-4 py-2 font-medium ${index < 2 ? "text-left" : "text-right"}`}
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y border-t">
          {rows.map((row) => (
            <tr key={`${row.agent} ${row.category}`}>
              <td className="px-4 py-2 font-mono text-xs">{row.agent}</td>
              <td className="px-4 py-2">{categoryWords(row.category).label}</td>
              <Numbers row={row} />
            </tr>
          ))}
        </tbody>
        <tfoot className="border-t font-medium">
          <tr>
            <td className="px-4 py-2" colSpan={2}>
              All
            </td>
            <Numbers row={total} />
          </tr>
        </tfoot>
      </table>
    </ScrollRegion>
  );
}

function Numbers({ row }: { row: Omit<UsageRow, "agent" | "category"> }) {
  const values = [
    row.turns,
    row.validated,
    row.minutes.toFixed(1),
    row.requests,
    tokenWords(row.tokens),
    usdWords(row.usd),
  ];
  return values.map((value, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the columns never move
    <td key={index} className="px-4 py-2 text-right tabular-nums">
      {value}
    </td>
  ));
}
