import type { ReactNode } from "react";

interface BeforeAfterTableProps {
  /** What each row is about. */
  subject: string;
  rows: readonly { key: string; what: ReactNode; before: ReactNode; after: ReactNode }[];
}

/** What something did before the repair, and what it does after it. */
export function BeforeAfterTable({ subject, rows }: BeforeAfterTableProps) {
  return (
    <table className="w-full text-[13px]">
      <thead className="text-left text-xs text-muted-foreground">
        <tr>
          <th className="py-1 pr-3 font-medium">{subject}</th>
          <th className="w-20 py-1 pr-3 font-medium sm:w-24">Before</th>
          <th className="w-24 py-1 font-medium sm:w-32">After</th>
        </tr>
      </thead>
      <tbody className="divide-y border-t">
        {rows.map(({ key, what, before, after }) => (
          <tr key={key} className="align-top">
            <td className="py-1.5 pr-3 [overflow-wrap:anywhere]">{what}</td>
            <td className="py-1.5 pr-3">{before}</td>
            <td className="py-1.5">{after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
