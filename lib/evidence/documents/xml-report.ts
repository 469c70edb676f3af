import { readAnyReport } from "./any-report";
import type { Document } from "./document";
import { readReport } from "./report-format";
import { rootOf } from "./walk";
import { xmlFormats } from "./xml-formats";
import { parseXml } from "./xml-text";

/** XML reports of linters, compilers and scanners: known ones by their layout, others by what looks like findings. */
export const xmlReport: Document = {
  id: "xml",
  accepts: (head) => /^<(?:\?xml|[\w-]+[\s>])/.test(head) && !/^<(?:!doctype )?html/i.test(head),
  read(text) {
    const value = parseXml(text.trim());
    if (!value) return null;
    const root = rootOf(value);
    for (const format of xmlFormats) {
      const found = readReport(format, root);
      if (found) return found;
    }
    return readAnyReport(root);
  },
};
