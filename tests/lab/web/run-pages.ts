import { stripVTControlCharacters } from "node:util";
import { repositoryById } from "../state/lookup";
import type { Job, WorkflowRun } from "../state/workflows";
import type { World } from "../world";
import { html, type Markup } from "./html";
import { layout } from "./layout";
import { stateMark } from "./marks";

/** One run with the jobs of its attempts, newest attempt first. */
export function runPage(world: World, run: WorkflowRun): string {
  const name = repositoryName(world, run);
  const jobs = world.state.jobs.filter((job) => job.runId === run.id);
  const attempts = [...new Set(jobs.map((job) => job.attempt))].sort((a, b) => b - a);
  return layout(
    `${run.name} #${run.runNumber}`,
    html`<h1>${run.displayTitle}</h1>
      <p>${stateMark(run.status, run.conclusion)} ${run.name} #${run.runNumber} of <a href="/${name}">${name}</a>,
        ${run.event} on <code>${run.headBranch}</code> <span class="muted">${run.headSha.slice(0, 7)}</span></p>
      ${attempts.map(
        (attempt) => html`<h2>Attempt ${attempt}</h2>
          <table>${jobs.filter((job) => job.attempt === attempt).map((job) => jobRow(name, run, job))}</table>`,
      )}`,
  );
}

/** One job with its steps and its log. */
export function jobPage(world: World, run: WorkflowRun, job: Job, log: string): string {
  const name = repositoryName(world, run);
  return layout(
    job.name,
    html`<h1>${job.name}</h1>
      <p>${stateMark(job.status, job.conclusion)} attempt ${job.attempt} of
        <a href="/${name}/actions/runs/${run.id}">${run.name} #${run.runNumber}</a></p>
      <table>${job.steps.map(
        (step) =>
          html`<tr><td>${step.number}</td><td>${step.name}</td><td>${stateMark(step.status, step.conclusion)}</td></tr>`,
      )}</table>
      <h2>Log</h2>
      <pre>${logLines(log)}</pre>`,
  );
}

function jobRow(name: string, run: WorkflowRun, job: Job): Markup {
  return html`<tr>
    <td><a href="/${name}/actions/runs/${run.id}/job/${job.id}">${job.name}</a></td>
    <td>${stateMark(job.status, job.conclusion)}</td>
  </tr>`;
}

function logLines(log: string): Markup[] {
  return stripVTControlCharacters(log.replace(/^\uFEFF/, ""))
    .split("\n")
    .map((line) => {
      const [time = "", text = ""] = [line.slice(0, 28), line.slice(29)];
      const kind = text.startsWith("##[error]") ? "bad" : text.startsWith("##[") ? "muted" : "";
      return html`<span class="muted">${time.slice(11, 19)}</span> <span class="${kind}">${text}</span>\n`;
    });
}

function repositoryName(world: World, run: WorkflowRun): string {
  const repository = repositoryById(world, run.repositoryId);
  return `${repository.owner}/${repository.name}`;
}
