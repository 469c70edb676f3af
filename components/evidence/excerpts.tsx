import type { Evidence } from "@/lib/domain/evidence";
import { Excerpt } from "./excerpt";

interface ExcerptsProps {
  evidence: Pick<Evidence, "excerpts" | "primary">;
  anchorPrefix: string;
}

/** The lines that matter, most useful first; what only surrounds them is one click away. */
export function Excerpts({ evidence, anchorPrefix }: ExcerptsProps) {
  const telling = evidence.excerpts.filter((excerpt) => excerpt.role !== "context");
  const context = evidence.excerpts.filter((excerpt) => excerpt.role === "context");
  const list = (excerpts: typeof telling) =>
    excerpts.map((excerpt) => (
      <Excerpt
        key={`${excerpt.startLine}-${excerpt.endLine}`}
        excerpt={excerpt}
        primary={evidence.primary}
        anchorPrefix={anchorPrefix}
      />
    ));
  return (
    <div className="border-t">
      {list(telling)}
      {context.length > 0 && (
        <details className="border-t first:border-t-0">
          <summary className="px-4 py-2 text-[13px] text-muted-foreground hover:text-foreground">
            More of the log around it
          </summary>
          {list(context)}
        </details>
      )}
    </div>
  );
}
