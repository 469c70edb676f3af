import type { ReactNode } from "react";

interface PageHeaderProps {
  title: ReactNode;
  /** One line: what is in this room. */
  hint?: ReactNode;
  children?: ReactNode;
}

export function PageHeader({ title, hint, children }: PageHeaderProps) {
  return (
    <header className="mb-5 flex flex-wrap items-end justify-between gap-x-4 gap-y-3">
      <div className="min-w-0">
        <h1 className="text-lg font-semibold tracking-tight">{title}</h1>
        {hint && <p className="mt-0.5 text-[13px] text-muted-foreground">{hint}</p>}
      </div>
      {children && <div className="flex flex-wrap items-center gap-2">{children}</div>}
    </header>
  );
}
