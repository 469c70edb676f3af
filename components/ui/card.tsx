import type { ComponentProps, ReactNode } from "react";
import { classNames } from "../class-names";

export function Card({ className, ...props }: ComponentProps<"section">) {
  return <section className={classNames("rounded-lg border bg-surface", className)} {...props} />;
}

interface CardHeaderProps {
  title: ReactNode;
  /** One line that says what the card is for. */
  hint?: ReactNode;
  actions?: ReactNode;
  id?: string;
}

export function CardHeader({ title, hint, actions, id }: CardHeaderProps) {
  return (
    <header className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-b px-4 py-2">
      <h2 id={id} className="text-[13px] font-semibold">
        {title}
      </h2>
      {hint && <p className="text-xs text-muted-foreground">{hint}</p>}
      {actions && <div className="ml-auto flex items-center gap-1.5">{actions}</div>}
    </header>
  );
}
