import type { Family } from "../family";
import { toCounts } from "./totals";

const failed = /^\[ {2}FAILED {2}\] ([\w/<>:]+(?:, ?[\w/<>:]+)*\.[\w/]+)(?:, where .*| \(\d+ ms\))?$/;
const started = /^\[ RUN {6}\] (\S+)$/;
const ran = /^\[={10}\] (\d+) tests? from \d+ test (?:suite|case)s? ran\./;
const passed = /^\[ {2}PASSED {2}\] (\d+) tests?\.$/;
const skipped = /^\[ {2}SKIPPED \] (\d+) tests?/;
const place = /^(\S+?)[:(](\d+)\)?: (?:Failure|error: .*)$/;

/** GoogleTest: what stands between "[ RUN      ]" and "[  FAILED  ]" explains; the totals follow "[==========] … ran.". */
export const gtest: Family = {
  id: "gtest",
  triggers: ["[  FAILED  ] ", "[ RUN      ] ", "[==========] ", "[  PASSED  ] ", "[  SKIPPED ] "],
  open(emit) {
    let total: number | null = null;
    let good = 0;
    let skips = 0;
    let line = 0;
    let startLine = 0;
    let current = "";
    let file: string | undefined;
    let at: number | undefined;
    let message: string | undefined;
    const close = () => {
      if (total === null) return;
      emit({ kind: "counts", line, ...toCounts({ total, failed: total - good - skips, skipped: skips }) });
      total = null;
      good = 0;
      skips = 0;
    };
    return {
      line(text, lineNumber) {
        const begun = started.exec(text);
        if (begun?.[1]) {
          current = begun[1];
          startLine = lineNumber;
          file = undefined;
          at = undefined;
          message = undefined;
          return true;
        }
        const id = failed.exec(text)?.[1];
        if (id) {
          const isToldAbove = id === current;
          emit({
            kind: "failed-test",
            id,
            ...(isToldAbove && { file, line: at, message, startLine, endLine: lineNumber }),
          });
          if (isToldAbove) emit({ kind: "failure", startLine, endLine: lineNumber, weight: 0.9 });
          current = "";
          return false;
        }
        if (/^\[ {7}OK \]/.test(text)) {
          current = "";
          return false;
        }
        const end = ran.exec(text);
        if (end) {
          close();
          total = Number(end[1]);
          line = lineNumber;
        }
        good = Number(passed.exec(text)?.[1] ?? good);
        skips = Number(skipped.exec(text)?.[1] ?? skips);
        if (current === "" || lineNumber - startLine > 200) return false;
        const where = place.exec(text);
        file ??= where?.[1];
        at ??= where ? Number(where[2]) : undefined;
        if (where === null && file !== undefined) message ??= text.trim() || undefined;
        return true;
      },
      end: close,
    };
  },
};
