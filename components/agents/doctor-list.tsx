import { CircleCheckIcon, CircleDashedIcon } from "lucide-react";

interface DoctorItem {
  preset: string;
  title: string;
  protocols: readonly string[];
  ready: boolean;
  advice: string | null;
}

/** Which CLIs could start here, and what is missing for the others. */
export function DoctorList({ items }: { items: readonly DoctorItem[] }) {
  return (
    <ul className="divide-y">
      {items.map(({ preset, title, protocols, ready, advice }) => (
        <li key={preset} className="flex flex-wrap items-start gap-x-3 gap-y-0.5 px-4 py-2.5 text-[13px]">
          <span className="inline-flex w-full items-center gap-2 font-medium sm:w-36">
            {ready ? (
              <CircleCheckIcon aria-hidden className="size-4 text-success" />
            ) : (
              <CircleDashedIcon aria-hidden className="size-4 text-muted-foreground" />
            )}
            {title}
          </span>
          <span className="min-w-0 flex-1 max-sm:pl-6 text-muted-foreground [overflow-wrap:anywhere]">
            {advice ?? `Ready. Speaks ${protocols.join(" and ")}.`}
          </span>
        </li>
      ))}
    </ul>
  );
}
