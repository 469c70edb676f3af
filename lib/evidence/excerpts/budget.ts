/** What excerpts may take together. Bytes are UTF-8, after cleaning and redaction. */
export interface ExcerptLimits {
  maxLines: number;
  maxBytes: number;
}

export const defaultExcerptLimits: ExcerptLimits = { maxLines: 200, maxBytes: 32_768 };
