import { LightbulbIcon } from "lucide-react";
import type { ProposedChange } from "@/lib/domain/setup/proposed-change";
import { CopyButton } from "../copy-button";

/** Changes that would make the next brief better, ready to copy. CI configuration belongs to people: nothing here acts. */
export function ProposedChanges({ changes }: { changes: readonly ProposedChange[] }) {
  return (
    <section aria-label="How to get what is missing" className="space-y-4 border-t p-4">
      {changes.map((change) => (
        <article key={change.title} className="text-[13px]">
          <div className="flex items-start gap-3">
            <div className="min-w-0 flex-1">
              <h3 className="flex items-center gap-1.5 font-medium">
                <LightbulbIcon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
                {change.title}
              </h3>
              <p className="mt-0.5 text-muted-foreground [overflow-wrap:anywhere]">{change.why}</p>
              <p className="mt-0.5 text-muted-foreground [overflow-wrap:anywhere]">
                {change.file === null ? (
                  "Regreen never edits CI itself: put these lines in by hand."
                ) : (
                  <>
                    Regreen never edits CI itself: apply this to{" "}
                    <code className="font-mono">{change.file}</code> with{" "}
                    <code className="font-mono">git apply</code>.
                  </>
                )}
              </p>
            </div>
            <CopyButton text={change.text} label={change.form === "diff" ? "Copy diff" : "Copy lines"} />
          </div>
          <section
            aria-label={change.title}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard
            tabIndex={0}
            className="mt-2 overflow-x-auto rounded-md bg-muted/60 p-3"
          >
            <pre className="font-mono text-xs leading-5">
              {change.text
                .trimEnd()
                .split("\n")
                .map((line, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: lines of a fixed text have no other name
                  <span key={index} className={`block min-h-5 ${lineTone(change, line)}`}>
                    {line}
                  </span>
                ))}
            </pre>
          </section>
        </article>
      ))}
    </section>
  );
}

function lineTone({ form }: ProposedChange, line: string): string {
  if (form !== "diff" || line.startsWith("+++") || line.startsWith("---")) return "";
  if (line.startsWith("+")) return "text-success";
  return line.startsWith("-") ? "text-danger" : "";
}
