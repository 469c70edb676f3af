import { ActionButton, type ActionResult } from "../action-button";
import { ConnectForm } from "./connect-form";

interface RerunPanelProps {
  /** Whose token allows it, null while nobody's does. */
  addedBy: string | null;
  /** Null for those who may only look. */
  connect: ((before: ActionResult | null, form: FormData) => Promise<ActionResult>) | null;
  revoke: (() => Promise<ActionResult>) | null;
}

/** The one thing that Regreen may ask CircleCI to do, off unless somebody gives a token for it. */
export function RerunPanel({ addedBy, connect, revoke }: RerunPanelProps) {
  return (
    <div className="space-y-3 p-4 text-[13px]">
      <p className="max-w-prose text-pretty text-muted-foreground">
        A failure that looks like chance is run again before anything is changed. On CircleCI that writes, so
        it takes a token of its own, used for nothing else; each use stands on the loop's timeline. Without it
        such failures go to a person.
      </p>
      {addedBy === null ? (
        connect !== null && (
          <ConnectForm
            button="Allow reruns"
            field={null}
            tokenLabel="Token for reruns"
            tokenForm="CCIPAT_…"
            asksExpiry
            connect={connect}
          />
        )
      ) : (
        <div className="flex flex-wrap items-center gap-3">
          <p>Allowed with a token that {addedBy} added.</p>
          {revoke !== null && (
            <ActionButton action={revoke} size="small" variant="danger">
              Stop reruns
            </ActionButton>
          )}
        </div>
      )}
    </div>
  );
}
