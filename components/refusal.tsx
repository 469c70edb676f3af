import type { ActionResult } from "./action-button";

/** Why the server did not do what a form asked; nothing where it did, or was not asked yet. */
export function Refusal({ result }: { result: ActionResult | null }) {
  if (result === null || result.ok) return null;
  return (
    <p role="alert" className="text-xs text-danger">
      {result.message}
    </p>
  );
}
