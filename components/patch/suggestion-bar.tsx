import { GitBranchPlusIcon } from "lucide-react";
import Link from "next/link";
import type { SuggestionStanding } from "@/lib/domain/suggestion";
import { ActionButton, type ActionResult } from "../action-button";
import { CopyButton } from "../copy-button";

interface SuggestionBarProps {
  standing: Exclude<SuggestionStanding, { kind: "none" }>;
  patchText: string;
  /** The loop that applies it, once somebody asked for one. */
  appliedByPath: string | null;
  apply: () => Promise<ActionResult>;
}

/** A patch that was made and not pushed: apply it, or see why that is not possible now. */
export function SuggestionBar({ standing, patchText, appliedByPath, apply }: SuggestionBarProps) {
  const held = standing.kind === "held" ? standing.reason : null;
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b bg-muted/40 px-4 py-3 text-[13px]">
      <div className="min-w-0 flex-1 basis-72">
        <p className="font-medium">Suggested, not pushed</p>
        <p id="suggestion" className="mt-0.5 text-pretty text-muted-foreground">
          {held ?? "Apply pushes exactly this patch to a repair branch, and CI decides whether it holds."}{" "}
          {appliedByPath !== null && (
            <Link
              href={appliedByPath}
              className="rounded-sm text-foreground underline decoration-border underline-offset-4 outline-none hover:decoration-foreground focus-visible:ring-2 focus-visible:ring-ring"
            >
              See the loop that applies it
            </Link>
          )}
        </p>
      </div>
      <div className="flex gap-1.5">
        <CopyButton text={patchText} label="Copy patch" />
        <ActionButton
          action={apply}
          size="small"
          variant="primary"
          disabled={held !== null}
          aria-describedby="suggestion"
        >
          <GitBranchPlusIcon aria-hidden /> Apply
        </ActionButton>
      </div>
    </div>
  );
}
