import type { Diagnostic } from "@/lib/domain/evidence";
import type { Document } from "./document";
import { type ReportFormat, toDiagnostic } from "./report-format";
import { find, isRecord, rootOf, textAt } from "./walk";
import { parseXml } from "./xml-text";

const format: ReportFormat = {
  tool: "clang-analyzer",
  marks: [],
  findings: ["diagnostics"],
  line: ["location/line"],
  column: ["location/col"],
  severity: [],
  code: ["check_name", "type"],
  message: ["description"],
};

/** Clang's static analyser, which writes Apple's property lists. */
export const clangPlist: Document = {
  id: "clang-analyzer",
  accepts: (head) => head.startsWith("<?xml") && head.includes("<plist"),
  read(text) {
    const list = text.slice(text.indexOf("<plist"));
    const document = parseXml(list, true);
    const [dictionary] = document ? find(rootOf(document), "plist/dict") : [];
    if (!dictionary) return null;
    const root = rootOf(plain(dictionary.value, "dict"));
    const files = find(root, "files").map(({ value }) => String(value));
    return find(root, "diagnostics").map((finding): Diagnostic => {
      const index = Number(textAt(finding, ["location/file"]) ?? "-1");
      return { ...toDiagnostic(format, finding), file: files[index] ?? null };
    });
  },
};

/** A property-list value from its element: a dict is keys and values by turns, in the order of the text. */
function plain(element: unknown, name: string): unknown {
  if (!isRecord(element)) return null;
  const children = Array.isArray(element["#children"]) ? (element["#children"] as [string, unknown][]) : [];
  if (name === "array") return children.map(([child, value]) => plain(value, child));
  if (name !== "dict") return element["#text"] ?? "";
  const pairs: [string, unknown][] = [];
  for (let i = 0; i + 1 < children.length; i += 2) {
    const [, key] = children[i] ?? ["", null];
    const [child, value] = children[i + 1] ?? ["", null];
    if (isRecord(key)) pairs.push([String(key["#text"] ?? "").trim(), plain(value, child)]);
  }
  return Object.fromEntries(pairs);
}
