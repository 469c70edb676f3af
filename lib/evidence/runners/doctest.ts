import type { Family } from "../family";

const BLOCK_LINES_MAX = 60;
const place = /^File "([^"]+)", line (\d+), in (\S+)$/;
const rule = /^\*{40,}$/;

/**
 * Python's and Sphinx's doctest alone: a line of stars, `File "shop/basket.py", line 3, in basket.add`, "Failed example:". Where
 * unittest or nose run doctests, no stars stand there, and they name the test themselves.
 */
export const doctest: Family = {
  id: "doctest",
  triggers: ["^Failed example:"],
  open(emit, log) {
    let open: { id: string; file: string; line: number; startLine: number } | null = null;
    const close = (endLine: number) => {
      if (!open) return;
      emit({ kind: "failed-test", ...open, endLine });
      emit({ kind: "failure", startLine: open.startLine, endLine, weight: 0.9 });
      open = null;
    };
    return {
      line(text, lineNumber) {
        if (text === "Failed example:") {
          close(lineNumber - 3);
          const [, file, line, id] = place.exec(log.text(lineNumber - 1)) ?? [];
          if (file && id && rule.test(log.text(lineNumber - 2))) {
            open = { id, file, line: Number(line), startLine: lineNumber - 1 };
          }
          return open !== null;
        }
        if (!open) return false;
        if (rule.test(text) || lineNumber - open.startLine > BLOCK_LINES_MAX) close(lineNumber - 1);
        return open !== null;
      },
      end: () => close(log.lineCount),
    };
  },
};
