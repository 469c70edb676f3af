import type { CheckStatus, Conclusion } from "../state/checks";
import { html, type Markup } from "./html";

/** State as icon, colour and word, the same on every page. */
export function stateMark(status: CheckStatus, conclusion: Conclusion | null): Markup {
  if (status !== "completed") return html`<span class="wait">● ${status.replace("_", " ")}</span>`;
  if (conclusion === "success") return html`<span class="good">✓ success</span>`;
  const bad = conclusion === "failure" || conclusion === "timed_out" || conclusion === "startup_failure";
  return bad
    ? html`<span class="bad">✗ ${conclusion.replace("_", " ")}</span>`
    : html`<span class="muted">○ ${conclusion?.replace("_", " ")}</span>`;
}
