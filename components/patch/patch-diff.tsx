import parseDiff, { type File } from "parse-diff";
import { classNames } from "../class-names";
import { type DiffRow, diffRows } from "./diff-rows";
import { nameOfFile } from "./patch-files";

/** What an attempt changed, computed from two trees. Everything in it is text of the repository or of an agent. */
export function PatchDiff({ patchText }: { patchText: string }) {
  const files = parseDiff(patchText);
  return (
    <>
      {files.length > 1 && (
        <ul className="flex flex-wrap gap-x-5 gap-y-1 px-4 py-2.5 font-mono text-xs">
          {files.map((file) => (
            <li key={nameOfFile(file)} className="flex gap-2 [overflow-wrap:anywhere]">
              <a href={`#file-${encodeURIComponent(nameOfFile(file))}`} className="hover:underline">
                {nameOfFile(file)}
              </a>
              <Counts file={file} />
            </li>
          ))}
        </ul>
      )}
      {files.map((file) => (
        <FileDiff key={nameOfFile(file)} file={file} />
      ))}
    </>
  );
}

function FileDiff({ file }: { file: File }) {
  const name = nameOfFile(file);
  return (
    <details open id={`file-${encodeURIComponent(name)}`} className="scroll-mt-20 border-t">
      <summary className="flex items-center gap-3 bg-muted/60 px-4 py-1.5 font-mono text-xs">
        <span className="min-w-0 [overflow-wrap:anywhere]">{name}</span>
        <Counts file={file} />
      </summary>
      <section
        aria-label={`Changes of ${name}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways has to be reachable by keyboard
        tabIndex={0}
        className="overflow-x-auto font-mono text-xs leading-5 outline-none focus-visible:ring-2 focus-visible:ring-ring focus-visible:ring-inset"
      >
        <div className="w-max min-w-full py-1">
          {file.chunks.map((chunk) => (
            <div key={chunk.content}>
              <div className="px-4 py-1 text-muted-foreground">{chunk.content}</div>
              {diffRows(chunk).map((row) => (
                <Row key={`${row.kind}${row.oldLine}:${row.newLine}`} row={row} />
              ))}
            </div>
          ))}
        </div>
      </section>
    </details>
  );
}

const rowLooks: Record<DiffRow["kind"], { sign: string; word: string; line: string; changed: string }> = {
  same: { sign: " ", word: "unchanged", line: "", changed: "" },
  removed: { sign: "−", word: "removed", line: "bg-diff-removed", changed: "bg-diff-removed-word" },
  added: { sign: "+", word: "added", line: "bg-diff-added", changed: "bg-diff-added-word" },
};

function Row({ row }: { row: DiffRow }) {
  const look = rowLooks[row.kind];
  const number = "w-11 shrink-0 pr-2 text-right text-muted-foreground tabular-nums select-none";
  return (
    <div className={classNames("flex", look.line)}>
      <span className={number}>{row.oldLine}</span>
      <span className={number}>{row.newLine}</span>
      <span aria-hidden className="w-5 shrink-0 text-center select-none">
        {look.sign}
      </span>
      {row.kind !== "same" && <span className="sr-only">{look.word}: </span>}
      <span className="pr-4 whitespace-pre">
        {row.text.before}
        {row.text.changed !== "" && (
          <span className={classNames("rounded-sm", look.changed)}>{row.text.changed}</span>
        )}
        {row.text.after}
      </span>
    </div>
  );
}

function Counts({ file }: { file: File }) {
  return (
    <span className="shrink-0 tabular-nums">
      <span className="text-success">+{file.additions}</span>{" "}
      <span className="text-danger">−{file.deletions}</span>
    </span>
  );
}
