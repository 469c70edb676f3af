import type { DiagnosticFinding, Family } from "../family";

interface BlockFormat {
  id: string;
  triggers: readonly string[];
  /** Lines below the first that still belong to a finding. */
  linesMax: number;
  /** The finding that begins on this line; null where none does. */
  read(text: string, lineNumber: number): DiagnosticFinding | null;
  /** Takes a line below its first into a finding; false where the line ends it. */
  join(finding: DiagnosticFinding, text: string): boolean;
}

/** A family whose findings begin with a line of their own and go on below it. */
export function blockFamily({ id, triggers, linesMax, read, join }: BlockFormat): Family {
  return {
    id,
    triggers,
    open(emit) {
      let held: DiagnosticFinding | null = null;
      const give = () => {
        if (held) emit(held);
        held = null;
      };
      return {
        line(text, lineNumber) {
          const found = read(text, lineNumber);
          if (found) {
            give();
            held = found;
            return true;
          }
          if (!held) return false;
          if (lineNumber - held.startLine > linesMax || !join(held, text)) {
            give();
            return false;
          }
          held.endLine = lineNumber;
          return true;
        },
        end: give,
      };
    },
  };
}
