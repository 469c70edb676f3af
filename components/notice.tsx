import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { type Tone, toneSoft } from "./status/tone";

interface NoticeProps {
  icon: LucideIcon;
  tone: Tone;
  title: ReactNode;
  children?: ReactNode;
}

/** A coloured box with one message; its colour never says more than its words. */
export function Notice({ icon: Icon, tone, title, children }: NoticeProps) {
  return (
    <div className={classNames("flex gap-2.5 rounded-md px-3 py-2.5 text-[13px]", toneSoft[tone])}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <p className="font-medium">{title}</p>
        {children && <div className="mt-0.5 text-foreground/85">{children}</div>}
      </div>
    </div>
  );
}
