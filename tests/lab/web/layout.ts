import { html, type Markup } from "./html";

const style = `
:root { color-scheme: light dark; --line: #8884; --muted: #888; --bad: #cf222e; --good: #1a7f37; --wait: #9a6700; --link: #0969da }
@media (prefers-color-scheme: dark) { :root { --bad: #f85149; --good: #3fb950; --wait: #d29922; --link: #4493f8 } }
* { box-sizing: border-box }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 64rem; padding: 0 1rem 4rem }
header { border-bottom: 1px solid var(--line); display: flex; gap: 1rem; padding: .75rem 0; margin-bottom: 1.5rem }
a { color: var(--link); text-decoration: none } a:hover { text-decoration: underline }
table { border-collapse: collapse; width: 100% } td, th { border-bottom: 1px solid var(--line); padding: .4rem .6rem .4rem 0; text-align: left; vertical-align: top }
pre { background: #8881; border-radius: 6px; font: 12px/1.45 ui-monospace, monospace; overflow-x: auto; padding: .75rem; white-space: pre-wrap; word-break: break-word }
section.comment { border: 1px solid var(--line); border-radius: 6px; margin: 1rem 0; padding: .5rem .75rem }
.muted { color: var(--muted) } .bad { color: var(--bad) } .good { color: var(--good) } .wait { color: var(--wait) }
.people { display: grid; gap: .5rem; max-width: 28rem } button { border: 1px solid var(--line); border-radius: 6px; cursor: pointer; font: inherit; padding: .5rem .75rem; text-align: left }
pre .added { color: var(--good) } pre .removed { color: var(--bad) } pre .hunk { color: var(--muted) }
`;

/** A whole page of the lab. */
export function layout(title: string, body: Markup): string {
  return html`<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Lab</title>
<style>${{ html: style }}</style>
<header><strong>Lab</strong> <a href="/">Repositories</a> <a href="/_lab/deliveries">Deliveries</a></header>
<main>${body}</main>
</html>`.html;
}
