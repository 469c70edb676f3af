import type { Evidence } from "@/lib/domain/evidence";
import { Disclosure } from "../disclosure";
import { Excerpt } from "./excerpt";

interface ExcerptsProps {
  evidence: Pick<Evidence, "excerpts" | "primary">;
  anchorPrefix: string;
}

/** The lines that matter most; runners print a failure twice or more, so the others are one click away. */
export function Excerpts({ evidence, anchorPrefix }: ExcerptsProps) {
  const telling = evidence.excerpts.filter((excerpt) => excerpt.role !== "context");
  const context = evidence.excerpts.filter((excerpt) => excerpt.role === "context");
  const [first, ...others] = telling.length > 0 ? [...telling, ...context] : [];
  const folded = first === undefined ? context : others;
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
      {first !== undefined && list([first])}
      {folded.length > 0 && (
        <Disclosure
          title="More of the log"
          hint={folded.length === 1 ? "1 excerpt" : `${folded.length} excerpts`}
        >
          {list(folded)}
        </Disclosure>
      )}
    </div>
  );
}
