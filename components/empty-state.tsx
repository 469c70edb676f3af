import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  /** What this place will show, and what makes it fill. */
  children: ReactNode;
  action?: ReactNode;
}

export function EmptyState({ icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center px-6 py-16 text-center">
      <span className="mb-4 grid size-10 place-items-center rounded-lg border bg-muted text-muted-foreground">
        <Icon aria-hidden className="size-5" />
      </span>
      <h2 className="text-sm font-semibold">{title}</h2>
      <div className="mt-1.5 max-w-md text-[13px] text-pretty text-muted-foreground">{children}</div>
      {action && <div className="mt-5">{action}</div>}
    </div>
  );
}
