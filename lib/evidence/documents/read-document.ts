import type { Diagnostic } from "@/lib/domain/evidence";
import { documents } from "./index";

const HEAD_BYTES = 4096;
const DOCUMENT_BYTES_MAX = 32 * 1024 * 1024;

/** The findings of a report file, or null if the bytes are no report that we know, such as every log. */
export function readDocument(bytes: Buffer): Diagnostic[] | null {
  if (bytes.length > DOCUMENT_BYTES_MAX) return null;
  const head = bytes
    .toString("utf8", 0, HEAD_BYTES)
    .replace(/^\ufeff/, "")
    .trimStart();
  const candidates = documents.filter((document) => document.accepts(head));
  if (candidates.length === 0) return null;
  const text = bytes.toString("utf8").replace(/^\ufeff/, "");
  for (const document of candidates) {
    const found = document.read(text);
    if (found) return found;
  }
  return null;
}
