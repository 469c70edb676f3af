import { MailCheckIcon, MailIcon } from "lucide-react";
import { RelativeTime } from "../time/relative-time";

export interface SessionMessageItem {
  id: string;
  /** A login, or CI itself. */
  by: string;
  text: string;
  createdAt: Date;
  /** Null while the agent has not taken it. */
  deliveredAt: Date | null;
}

/** What the session was told while it worked, and whether the agent has read it. */
export function SessionMessages({ messages, now }: { messages: readonly SessionMessageItem[]; now: number }) {
  if (messages.length === 0) return null;
  return (
    <ol aria-label="Messages to the session" className="mt-2.5 space-y-1.5 text-[13px]">
      {messages.map(({ id, by, text, createdAt, deliveredAt }) => {
        const Icon = deliveredAt === null ? MailIcon : MailCheckIcon;
        return (
          <li key={id} className="flex gap-2">
            <Icon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
            <p className="min-w-0 [overflow-wrap:anywhere]">
              <span className="font-medium">{by}</span>{" "}
              <span className="text-xs text-muted-foreground">
                <RelativeTime at={createdAt} now={now} />, {deliveredAt === null ? "not read yet" : "read"}
              </span>
              <span className="block whitespace-pre-wrap">{text}</span>
            </p>
          </li>
        );
      })}
    </ol>
  );
}
