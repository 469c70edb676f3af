import type { DiagnosticSeverity } from "@/lib/domain/evidence";
import type { DiagnosticFinding, Family } from "../family";
import { byStart } from "../lines/by-start";
import { severityOf } from "../severity";
import { positionOf } from "./line-format";
import { unwrap } from "./unwrap";

/** A finding over several lines: one that opens it, and ones below that say the rest. */
export interface HeadedBlock {
  readonly tool: string;
  /** Opens the block. Named groups: file, line, column, code, message. */
  readonly head: RegExp;
  /** Lines of the block that add what the head did not say, each pattern once, with the same groups. */
  readonly details: readonly RegExp[];
  /** The block is over before this line. Without it: when every detail was found, or after `linesMax`. */
  readonly end?: RegExp;
  readonly linesMax: number;
  /** The head alone may be anybody's sentence: without a file it is no finding. */
  readonly needsFile?: true;
  /** Where the block itself, by a group `severity`, does not grade the finding. */
  readonly severity: DiagnosticSeverity;
  /** Whose finding it really is, where the tool passes on what another says; null: its own. */
  readonly saidBy?: (message: string) => string | null;
}

type Groups = Readonly<Record<string, string | undefined>>;

interface Open {
  block: HeadedBlock;
  startLine: number;
  endLine: number;
  said: Record<string, string>;
  missing: Set<RegExp>;
}

/** A family of tools that say one finding over several lines. */
export function blockFamily(id: string, triggers: readonly string[], blocks: readonly HeadedBlock[]): Family {
  const candidatesFor = byStart(blocks, ({ head }) => head);
  return {
    id,
    triggers,
    open(emit) {
      let open: Open | null = null;
      const close = () => {
        const found = open && toFinding(open);
        if (found) emit(found);
        open = null;
      };
      return {
        line(raw, lineNumber) {
          const text = unwrap(raw).trimEnd();
          for (const block of candidatesFor(text)) {
            const match = block.head.exec(text);
            if (!match) continue;
            close();
            open = {
              block,
              startLine: lineNumber,
              endLine: lineNumber,
              said: {},
              missing: new Set(block.details),
            };
            add(open, match.groups ?? {});
            return true;
          }
          if (!open) return false;
          if (open.block.end?.test(text) || lineNumber - open.startLine > open.block.linesMax) {
            close();
            return false;
          }
          addDetail(open, text, lineNumber);
          if (open.missing.size > 0 || open.block.end) return true;
          close();
          return false;
        },
        end: close,
      };
    },
  };
}

function addDetail(open: Open, text: string, lineNumber: number): void {
  for (const detail of open.missing) {
    const groups = detail.exec(text)?.groups;
    if (!groups) continue;
    add(open, groups);
    open.missing.delete(detail);
    open.endLine = lineNumber;
    return;
  }
}

function add({ said }: Open, groups: Groups): void {
  for (const [name, value] of Object.entries(groups)) {
    if (value?.trim()) said[name] ??= value.trim();
  }
}

/** Null: the block never said what is wrong, or where if it must. */
function toFinding({ block, startLine, endLine, said }: Open): DiagnosticFinding | null {
  const message = said.message ?? (block.details.length === 0 ? said.code : undefined);
  if (message === undefined || (block.needsFile && said.file === undefined)) return null;
  return {
    kind: "diagnostic",
    startLine,
    endLine,
    diagnostic: {
      tool: block.saidBy?.(message) ?? block.tool,
      file: said.file ?? null,
      line: positionOf(said.line),
      column: positionOf(said.column),
      severity: severityOf(said.severity ?? null) ?? block.severity,
      code: said.code ?? null,
      message,
    },
  };
}
