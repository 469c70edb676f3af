import { assertNever } from "@/lib/assert";
import { categoryWords } from "@/lib/domain/category-words";
import type { EscalationDocument } from "@/lib/domain/escalation";
import type { LocalProof } from "@/lib/domain/local-proof";
import type { LoopOutcome } from "@/lib/domain/loop";
import type { LoopReport } from "@/lib/domain/loop-report";
import { proofWords } from "@/lib/domain/proof-words";
import { fenced, inlineCode, safeSentence } from "@/lib/domain/untrusted-text";

// Every text that Regreen says on GitHub. Text from outside stands in code only: it cannot mention, link or command.

const bodyCharactersMax = 60_000;

/** The one comment of a loop on its pull request; written anew on each change. */
export function loopComment(report: LoopReport): string {
  const parts = [`### ${headline(report)}`, statusLine(report), failureLines(report)];
  if (report.attempts.length > 0) parts.push(attemptTable(report));
  if (report.proof !== null && report.outcome === "fixed")
    parts.push(`**${proofWords[report.proof.level]}:** ${safeSentence(report.proof.reasons.join(" "))}`);
  if (report.suggestion !== null) parts.push(suggestionPart(report.suggestion.patchText));
  if (report.escalation !== null) parts.push(escalationPart(report.escalation));
  parts.push(`[Timeline, evidence and patch](${report.url})`);
  return parts
    .filter((part) => part !== "")
    .join("\n\n")
    .slice(0, bodyCharactersMax);
}

export function checkRunTitle(report: LoopReport): string {
  return headline(report);
}

export function checkRunSummary(report: LoopReport): string {
  return [statusLine(report), answerLine(report), failureLines(report)]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** A button of a check run. GitHub shows at most three, once the check has ended. */
export interface CheckRunAction {
  identifier: "retry" | "stop" | "take-over" | "apply";
  label: string;
  description: string;
}

const retryAction = {
  identifier: "retry",
  label: "Retry",
  description: "Start another loop for this failure",
} as const;
const stopAction = {
  identifier: "stop",
  label: "Stop",
  description: "Stop repairs of this pull request",
} as const;
const takeOverAction = {
  identifier: "take-over",
  label: "Take over",
  description: "I repair it; push nothing more",
} as const;
const applyAction = {
  identifier: "apply",
  label: "Apply",
  description: "Push the suggested patch to a branch",
} as const;

/** What people can do from the check run. A suggestion is there to be applied; taking it over is a checkout away. */
export function checkRunActions(report: LoopReport): CheckRunAction[] {
  return report.suggestion?.applicable
    ? [applyAction, retryAction, stopAction]
    : [retryAction, stopAction, takeOverAction];
}

/** First line, a blank one, then who and what: the run and the attempt are named so that people find their way back. */
export function commitMessage(repair: {
  runId: string;
  attempt: number;
  attemptLimit: number;
  /** As it was stored; null where nothing was collected. */
  category: string | null;
  loopId: string;
  agent: string;
}): string {
  const subject = `fix: repair ${categoryWords(repair.category).failure} of run ${repair.runId} (attempt ${repair.attempt})`;
  return [
    subject,
    "",
    `Run: ${repair.runId}`,
    `Attempt: ${repair.attempt} of ${repair.attemptLimit}`,
    `Agent: ${repair.agent}`,
    `Loop: ${repair.loopId}`,
    "",
  ].join("\n");
}

export function repairPullRequestTitle(repair: { pullRequest: number; category: string | null }): string {
  return `Repair ${categoryWords(repair.category).failure} of #${repair.pullRequest}`;
}

export function repairPullRequestBody(repair: {
  pullRequest: number;
  attempt: number;
  attemptLimit: number;
  runId: string;
  agent: string;
  changedFiles: readonly string[];
  /** What was run before the push; null where it is not known. */
  localProof: LocalProof | null;
  gateWarnings: readonly string[];
  url: string;
}): string {
  return [
    `CI failed on #${repair.pullRequest}. This draft holds the repair; merge it into that pull request's branch after reading it.`,
    `- Run: ${inlineCode(repair.runId)}\n- Attempt: ${repair.attempt} of ${repair.attemptLimit}\n- Agent: ${inlineCode(repair.agent)}`,
    `**Changed files**\n\n${repair.changedFiles.map((file) => `- ${inlineCode(file)}`).join("\n")}`,
    localProofPart(repair.localProof),
    repair.gateWarnings.length > 0
      ? `**Please look at**\n\n${repair.gateWarnings.map((warning) => `- ${inlineCode(warning, 300)}`).join("\n")}`
      : "",
    "CI on this branch decides whether the same tests pass; until then nothing here is proven.",
    `[Timeline, evidence and patch](${repair.url})`,
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .slice(0, bodyCharactersMax);
}

const localProofHeadlines: Record<LocalProof["verdict"], string> = {
  proven: "seen to fail before the repair and to pass after it",
  disproven: "still failing",
  not_run: "not proven",
};
const localProofLevels: Record<LocalProof["level"], string> = {
  tests: ", the tests by name",
  step: ", the step by its exit code",
  none: "",
};

/** What was run in the sandbox before anything was pushed, with the exact commands. */
function localProofPart(proof: LocalProof | null): string {
  if (proof === null) return "**Before the push:** nothing was run.";
  const head = `**Before the push:** ${localProofHeadlines[proof.verdict]}${localProofLevels[proof.level]}.`;
  if (proof.verdict !== "proven") return `${head} ${safeSentence(proof.reason, 600)}`;
  const rows = proof.runs.map((run) => {
    const command = inlineCode(run.command.replaceAll("|", "¦"), 300);
    const after =
      run.passesAfter === null ? String(run.exitCodeAfter) : `${run.passesAfter} of ${run.runsAfter} passed`;
    return `| ${command} | ${run.exitCodeBefore === 0 ? "passed" : `failed (${run.exitCodeBefore ?? "killed"})`} | ${after} |`;
  });
  return [head, ["| Command | Before | After |", "| --- | --- | --- |", ...rows].join("\n")].join("\n\n");
}

function headline(report: LoopReport): string {
  if (report.outcome !== null) return outcomeHeadline(report.outcome, report);
  switch (report.state) {
    case "collecting":
      return "CI failed: collecting evidence";
    case "rerunning":
      return "CI failed: running the failed jobs again";
    case "waiting":
      return "CI failed: the repair waits for somebody to start it";
    case "repairing":
      return "CI failed: a repair is being made";
    case "validating":
      return "A repair waits for CI";
    case "ended":
      return "The repair loop ended";
    default:
      return assertNever(report.state, "loop state");
  }
}

function outcomeHeadline(outcome: LoopOutcome, report: LoopReport): string {
  switch (outcome) {
    case "fixed":
      return report.repairPullRequest === null ? "CI is green again" : "Repaired, and CI proved it";
    case "escalated":
      return "A person is needed";
    case "superseded":
      return "Stopped: the pull request moved on";
    case "cancelled":
      return "Stopped";
    case "blocked":
      return "The repair was held back";
    case "handed_over":
      return "Handed over";
    default:
      return assertNever(outcome, "loop outcome");
  }
}

function statusLine(report: LoopReport): string {
  const pull = report.repairPullRequest;
  const draft = pull === null ? "" : ` Repair: [#${pull.number}](${pull.url}).`;
  return `${safeSentence(report.reason ?? "")}${draft}`.trim();
}

function answerLine({ answer }: LoopReport): string {
  return answer === null ? "" : `**${answer.button}:** ${safeSentence(answer.words)}`;
}

function failureLines(report: LoopReport): string {
  const lines: string[] = [];
  if (report.category !== null) lines.push(`- What failed: ${categoryWords(report.category).label}`);
  if (report.failingStep !== null) lines.push(`- Failing step: ${inlineCode(report.failingStep)}`);
  for (const test of report.failingTests.slice(0, 10)) lines.push(`- Failing test: ${inlineCode(test)}`);
  if (report.failingTests.length > 10) lines.push(`- … and ${report.failingTests.length - 10} more tests`);
  return lines.join("\n");
}

function attemptTable(report: LoopReport): string {
  const rows = report.attempts.map((attempt) => {
    const files = attempt.changedFiles.slice(0, 3).map((file) => inlineCode(file.replaceAll("|", "¦"), 80));
    return `| ${attempt.number} of ${report.attemptLimit} | ${attempt.agent === null ? "–" : inlineCode(attempt.agent)} | ${files.join(", ") || "–"} | ${safeSentence(attempt.result, 300).replaceAll("|", "¦")} |`;
  });
  return ["| Attempt | Agent | Changed | Result |", "| --- | --- | --- | --- |", ...rows].join("\n");
}

function suggestionPart(patch: string): string {
  return `<details><summary>Suggested patch (not pushed)</summary>\n\n${fenced(patch, 30_000)}\n\nApply it with <code>git apply</code>.\n</details>`;
}

/** Enough to take over without reading the whole log again. */
function escalationPart(document: EscalationDocument): string {
  const attempts = document.attempts.map(
    (attempt) =>
      `- Attempt ${attempt.number}: run${attempt.runIds.length === 1 ? "" : "s"} ${attempt.runIds.map((id) => inlineCode(id)).join(", ") || "none"}. ${safeSentence(attempt.tried)} ${safeSentence(attempt.result, 500)}`,
  );
  return [
    `**Summary.** ${safeSentence(document.summary)}`,
    `- Pull request: #${document.pullRequest.number}`,
    `- First failing run: ${inlineCode(document.firstRun.id)}`,
    `- Repair branch: ${document.repairBranch === null ? "none was pushed" : inlineCode(document.repairBranch)}`,
    ...attempts,
    document.reproduction.length > 0
      ? `\nShow it again with:\n\n${fenced(document.reproduction.join("\n"), 1_000)}`
      : "",
    document.remainingUncertainty.length > 0
      ? `\nNot known: ${safeSentence(document.remainingUncertainty.join("; "))}`
      : "",
  ]
    .filter((part) => part !== "")
    .join("\n");
}
