/** Text that is HTML already, and so is not escaped again. */
export interface Markup {
  readonly html: string;
}

type Insert = string | number | null | undefined | false | Markup | readonly Insert[];

/** Builds HTML from a template; whatever is put into it is escaped, unless it was built here itself. */
export function html(parts: TemplateStringsArray, ...inserts: readonly Insert[]): Markup {
  return { html: parts.reduce((text, part, index) => text + render(inserts[index - 1]) + part) };
}

function render(insert: Insert): string {
  if (insert === null || insert === undefined || insert === false) return "";
  if (typeof insert === "object" && "html" in insert) return insert.html;
  if (typeof insert === "object") return insert.map(render).join("");
  return escapeHtml(String(insert));
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
