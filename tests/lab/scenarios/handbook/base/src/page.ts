/** One page of the handbook. */
export interface Page {
  title: string;
  /** Paragraphs of plain text. */
  body: string[];
}

/** A page as HTML. */
export function html(page: Page): string {
  const paragraphs = page.body.map((text) => `<p>${escape(text)}</p>`);
  return [`<h1>${escape(page.title)}</h1>`, ...paragraphs].join("\n");
}

export function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
