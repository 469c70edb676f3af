import type { Diagnostic } from "@/lib/domain/evidence";
import { Disclosure } from "../disclosure";

const shownMax = 10;

/** What linters, compilers and scanners said, in their own words; a long list is folded after its beginning. */
export function Diagnostics({ diagnostics }: { diagnostics: readonly Diagnostic[] }) {
  const folded = diagnostics.slice(shownMax);
  return (
    <>
      <DiagnosticList diagnostics={diagnostics.slice(0, shownMax)} />
      {folded.length > 0 && (
        <div className="border-t">
          <Disclosure title="More findings" hint={folded.length.toLocaleString("en")}>
            <DiagnosticList diagnostics={folded} />
          </Disclosure>
        </div>
      )}
    </>
  );
}

function DiagnosticList({ diagnostics }: { diagnostics: readonly Diagnostic[] }) {
  return (
    <ul className="divide-y">
      {diagnostics.map((diagnostic, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a tool may say the same thing twice, and the list never changes
        <li key={index} className="px-4 py-2 text-[13px]">
          <p className="[overflow-wrap:anywhere]">
            <bdi>{diagnostic.message}</bdi>
          </p>
          <p className="mt-0.5 flex flex-wrap gap-x-2 font-mono text-xs text-muted-foreground [overflow-wrap:anywhere]">
            <span>{placeOf(diagnostic)}</span>
            <span>
              {diagnostic.tool}
              {diagnostic.code && ` ${diagnostic.code}`}
            </span>
          </p>
        </li>
      ))}
    </ul>
  );
}

function placeOf({ file, line, column }: Diagnostic): string {
  if (file === null) return "no file named";
  return [file, line, column].filter((part) => part !== null).join(":");
}
