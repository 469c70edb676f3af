import type { Diagnostic } from "@/lib/domain/evidence";

/** A whole file that a tool wrote for machines: JSON, XML, CSV, SARIF. */
export interface Document {
  /** Name of the tool, or of the format where many tools write it. */
  readonly id: string;
  /** Looks at the first 4096 bytes, leading blanks removed. Cheap and sure: a wrong yes hides the log reader. */
  accepts(head: string): boolean;
  /** The findings in it, null if it turns out to be something else. Never throws on malformed text. */
  read(text: string): Diagnostic[] | null;
}
