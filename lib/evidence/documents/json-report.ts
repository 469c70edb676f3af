import { readAnyReport } from "./any-report";
import type { Document } from "./document";
import { jsonFormats } from "./json-formats";
import { parseJson } from "./json-text";
import { readReport } from "./report-format";
import { rootOf } from "./walk";

/** JSON reports of linters, type checkers and scanners: known ones by their layout, others by what looks like findings. */
export const jsonReport: Document = {
  id: "json",
  accepts: (head) => /^(?:\{\s*"|\[\s*(?:\[\s*)?[{\]])/.test(head),
  read(text) {
    const value = parseJson(text);
    if (value === undefined) return null;
    const root = rootOf(value);
    for (const format of jsonFormats) {
      const found = readReport(format, root);
      if (found) return found;
    }
    return readAnyReport(root);
  },
};
