import { escape, type Page } from "./page.js";

/** The list of pages that the handbook begins with. */
export function contents(pages: readonly Page[]): string {
  return `<ol>${pages.map(entry).join("")}</ol>`;
}

function entry(page: Pag): string {
  return `<li>${escape(page.title)}</li>`;
}
