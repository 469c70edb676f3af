import { CircleAlertIcon, CircleCheckIcon } from "lucide-react";
import { ActionButton, type ActionResult } from "../action-button";
import { RelativeTime } from "../time/relative-time";

interface ConnectionRowProps {
  connection: {
    label: string;
    createdByLogin: string;
    createdAt: Date;
    expiresAt: Date | null;
    lastCheckedAt: Date | null;
    disabledAt: Date | null;
    disabledReason: string | null;
  };
  /** What else the token could do than it should; null for nothing. */
  detail: string | null;
  /** Epoch milliseconds at which the server rendered. */
  now: number;
  /** Null where this person may not. */
  test: (() => Promise<ActionResult>) | null;
  disconnect: (() => Promise<ActionResult>) | null;
}

const warnBeforeMs = 14 * 24 * 60 * 60 * 1000;

/** One connection: whose it is, whether its token works, and until when. */
export function ConnectionRow({ connection, detail, now, test, disconnect }: ConnectionRowProps) {
  const { label, disabledAt, disabledReason, expiresAt, lastCheckedAt, createdAt, createdByLogin } =
    connection;
  const expiresSoon = expiresAt !== null && expiresAt.getTime() - now < warnBeforeMs;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2.5 text-[13px]">
      {disabledAt === null && !expiresSoon ? (
        <CircleCheckIcon aria-hidden className="size-4 text-success" />
      ) : (
        <CircleAlertIcon aria-hidden className="size-4 text-danger" />
      )}
      <div className="min-w-0">
        <p className="font-medium [overflow-wrap:anywhere]">{label}</p>
        <p className="text-xs text-muted-foreground">
          Connected by {createdByLogin} <RelativeTime at={createdAt} now={now} />
          {lastCheckedAt !== null && disabledAt === null && (
            <>
              , tested <RelativeTime at={lastCheckedAt} now={now} />
            </>
          )}
        </p>
        {detail !== null && <p className="mt-0.5 text-xs text-warning">{detail}</p>}
        {disabledAt !== null && <p className="mt-0.5 text-xs text-danger">{disabledReason}</p>}
        {disabledAt === null && expiresAt !== null && (
          <p className={expiresSoon ? "mt-0.5 text-xs text-danger" : "mt-0.5 text-xs text-muted-foreground"}>
            The token ends <RelativeTime at={expiresAt} now={now} />
            {expiresSoon && ": connect again with a new one before that"}
          </p>
        )}
      </div>
      <div className="ml-auto flex gap-1.5">
        {test && <ActionButton action={test}>Test</ActionButton>}
        {disconnect && <ActionButton action={disconnect}>Disconnect</ActionButton>}
      </div>
    </li>
  );
}
