import type { CheckRun } from "../state/checks";
import type { PullRequest } from "../state/pull-requests";
import type { Repository } from "../state/repositories";
import type { World } from "../world";
import { html, type Markup } from "./html";
import { layout } from "./layout";
import { stateMark } from "./marks";

/** Pull requests and the latest runs of a repository. */
export function repositoryPage(world: World, repository: Repository): string {
  const name = `${repository.owner}/${repository.name}`;
  const pulls = world.state.pullRequests.filter((pull) => pull.repositoryId === repository.id).reverse();
  const runs = world.state.workflowRuns
    .filter((run) => run.repositoryId === repository.id)
    .slice(-30)
    .reverse();
  return layout(
    name,
    html`<h1>${name}</h1>
      <p>${repository.description}</p>
      <h2>Pull requests</h2>
      <table>${pulls.map(
        (pull) => html`<tr>
          <td><a href="/${name}/pull/${pull.number}">#${pull.number} ${pull.title}</a></td>
          <td>${pullState(pull)}</td>
          <td class="muted">${pull.author}: ${pull.headRef} → ${pull.baseRef}</td>
        </tr>`,
      )}</table>
      <h2>CI runs</h2>
      <table>${runs.map(
        (run) => html`<tr>
          <td><a href="/${name}/actions/runs/${run.id}">${run.displayTitle}</a></td>
          <td>${stateMark(run.status, run.conclusion)}</td>
          <td class="muted">${run.name} #${run.runNumber}, attempt ${run.attempt}, ${run.event} on ${run.headBranch}</td>
        </tr>`,
      )}</table>`,
  );
}

/** One pull request: checks, conversation, changes. */
export function pullPage(world: World, repository: Repository, pull: PullRequest, diff: string): string {
  const name = `${repository.owner}/${repository.name}`;
  const checks = latestChecks(world, repository, pull);
  const comments = world.state.issueComments.filter(
    (comment) => comment.repositoryId === repository.id && comment.issueNumber === pull.number,
  );
  return layout(
    `${pull.title} #${pull.number}`,
    html`<h1>${pull.title} <span class="muted">#${pull.number}</span></h1>
      <p>${pullState(pull)} ${pull.author} wants to bring <code>${pull.headRef}</code> into <code>${pull.baseRef}</code>
        of <a href="/${name}">${name}</a> <span class="muted">${pull.headSha.slice(0, 7)}</span></p>
      ${pull.labels.map((label) => html`<span class="muted">[${label}]</span> `)}
      ${pull.body && html`<section class="comment"><pre>${pull.body}</pre></section>`}
      <h2>Checks</h2>
      <table>${checks.map((check) => checkRow(check))}</table>
      <h2>Conversation</h2>
      ${comments.map(
        (comment) => html`<section class="comment" id="issuecomment-${comment.id}">
          <strong>${comment.author}</strong> <span class="muted">${comment.updatedAt}</span>
          <pre>${comment.body}</pre>
        </section>`,
      )}
      ${comments.length === 0 && html`<p class="muted">Nobody said anything yet.</p>`}
      <h2>Changes</h2>
      <pre>${diffLines(diff)}</pre>`,
  );
}

function pullState(pull: PullRequest): Markup {
  if (pull.mergedAt) return html`<span class="good">merged</span>`;
  if (pull.state === "closed") return html`<span class="bad">closed</span>`;
  return pull.draft ? html`<span class="muted">draft</span>` : html`<span class="good">open</span>`;
}

function checkRow(check: CheckRun): Markup {
  // Only addresses of pages: a check may name any text as its details.
  const link = check.detailsUrl && /^https?:/.test(check.detailsUrl) ? check.detailsUrl : null;
  return html`<tr>
    <td>${link ? html`<a href="${link}">${check.name}</a>` : check.name}</td>
    <td>${stateMark(check.status, check.conclusion)}</td>
    <td>${check.title}</td>
    <td class="muted">${check.actions.map((action) => action.label).join(" · ")}</td>
  </tr>`;
}

function latestChecks(world: World, repository: Repository, pull: PullRequest): CheckRun[] {
  const all = world.state.checkRuns.filter(
    (check) => check.repositoryId === repository.id && check.headSha === pull.headSha,
  );
  return [...new Map(all.map((check) => [`${check.suiteId}/${check.name}`, check])).values()];
}

function diffLines(diff: string): Markup[] {
  const kinds: Record<string, string> = { "+": "added", "-": "removed", "@": "hunk" };
  return diff.split("\n").map((line) => html`<span class="${kinds[line[0] ?? ""] ?? ""}">${line}</span>\n`);
}
