import { assertNever } from "@/lib/assert";
import { aFailure, categoryWords } from "@/lib/domain/category-words";
import { comparedWords } from "@/lib/domain/compare-environments";
import type { EscalationDocument } from "@/lib/domain/escalation";
import { type LocalProof, seenWords } from "@/lib/domain/local-proof";
import type { LoopOutcome } from "@/lib/domain/loop";
import type { LoopReport } from "@/lib/domain/loop-report";
import { type NextStep, nextStep } from "@/lib/domain/next-step";
import { proofWords } from "@/lib/domain/proof-words";
import { runNumber } from "@/lib/domain/run-number";
import { fenced, inlineCode, safeSentence } from "@/lib/domain/untrusted-text";

// Every text that Regreen says on GitHub. Text from outside stands in code only: it cannot mention, link or command.

const bodyCharactersMax = 60_000;

/** The one comment of a loop on its pull request; written anew on each change. */
export function loopComment(report: LoopReport): string {
  const parts = [`### ${headline(report)}`, statusLine(report), nextLine(report), failureLines(report)];
  if (report.attempts.length > 0) parts.push(attemptTable(report));
  if (report.suggestion !== null) parts.push(suggestionPart(report.suggestion.patchText));
  if (report.escalation !== null) parts.push(handOverPart(report.escalation.document));
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
  return [statusLine(report), nextLine(report), answerLine(report), failureLines(report)]
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
    `CI failed on #${repair.pullRequest}. This draft holds a repair: read it, then merge it into that pull request's branch.`,
    `Attempt ${repair.attempt} of ${repair.attemptLimit} by ${inlineCode(repair.agent)}, for run ${inlineCode(runNumber(repair.runId))}.`,
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

/** What was run in the sandbox before anything was pushed, with the exact commands. */
function localProofPart(proof: LocalProof | null): string {
  if (proof === null) return "**Before the push:** nothing was run.";
  const seen = [localProofHeadlines[proof.verdict], seenWords(proof)].filter((part) => part !== null);
  const head = `**Before the push:** ${seen.join(", ")}.`;
  if (proof.verdict !== "proven") return `${head} ${safeSentence(proof.reason, 600)}`;
  const rows = proof.runs.map((run) =>
    row([
      inlineCode(run.command, 300),
      endingWords(run.exitCodeBefore),
      run.passesAfter === null
        ? endingWords(run.exitCodeAfter)
        : `${run.passesAfter} of ${run.runsAfter} passed`,
    ]),
  );
  return [
    head,
    [row(["Command", "Before", "After"]), row(["---", "---", "---"]), ...rows].join("\n"),
    ...(proof.environment === null ? [] : [safeSentence(comparedWords(proof.environment), 600)]),
  ].join("\n\n");
}

/** Null: the program was killed before it could end. */
function endingWords(exitCode: number | null): string {
  if (exitCode === 0) return "passed";
  return exitCode === null ? "killed" : `failed with exit code ${exitCode}`;
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

/** Why it stands where it stands; of a repair that CI proved, how far the proof could see. */
function statusLine(report: LoopReport): string {
  const reason = safeSentence(report.reason ?? "");
  if (report.outcome !== "fixed" || report.proof === null) return reason;
  return `**${proofWords[report.proof.level]}.** ${reason}`;
}

/** What a person does now, or who does it; empty where nobody has to do anything. */
function nextLine(report: LoopReport): string {
  const { kind } = nextStep({
    ...report,
    suggestion: report.suggestion && { applicable: report.suggestion.applicable },
  });
  const words = nextWords(kind, report);
  if (words !== "") return `**Next:** ${words}`;
  const taken = report.escalation?.state === "taken" ? report.escalation.takenByLogin : null;
  return taken === null ? "" : `${inlineCode(taken)} has taken it over.`;
}

function nextWords(kind: NextStep["kind"], { repairPullRequest, headRef, url }: LoopReport): string {
  switch (kind) {
    case "nothing":
      return "";
    case "start":
      return `[press Start](${url}); agents do not begin by themselves here.`;
    case "review":
      return repairPullRequest === null
        ? "read the patch below and apply it with `git apply`."
        : `read [#${repairPullRequest.number}](${repairPullRequest.url}) and merge it into ${inlineCode(headRef)}.`;
    case "apply":
      return "read the patch below, then press Apply on the check or apply it with `git apply`.";
    case "take":
      return `[take it over](${url}); everything that was tried stands there.`;
    case "retry":
      return `look at [what held the patch back](${url}), then mend it by hand or press Retry.`;
    default:
      return assertNever(kind, "next step");
  }
}

function answerLine({ answer }: LoopReport): string {
  return answer === null ? "" : `**${answer.button}:** ${safeSentence(answer.words)}`;
}

const testsShownMax = 10;

function failureLines({ category, failingStep, failingTests }: LoopReport): string {
  if (category === null) return "";
  const step = failingStep === null ? "" : ` in step ${inlineCode(failingStep)}`;
  const lines = failingTests.slice(0, testsShownMax).map((test) => `- ${inlineCode(test)}`);
  const hidden = failingTests.length - testsShownMax;
  if (hidden > 0) lines.push(`- and ${hidden} more`);
  return [
    `**What failed:** ${lowerFirst(aFailure(category))}${step}${lines.length > 0 ? ":" : "."}`,
    lines.join("\n"),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** One row for each attempt; of a hand-over with the CI runs that judged it. */
function attemptTable({ attempts, attemptLimit, escalation }: LoopReport): string {
  const rows = attempts.map(({ number, agent, changedFiles, result }) => {
    const cells = [
      `${number} of ${attemptLimit}`,
      agent === null ? "–" : inlineCode(agent),
      filesWords(changedFiles),
      safeSentence(result, 300),
    ];
    if (escalation !== null) {
      const runs = escalation.document.attempts.find((each) => each.number === number)?.runIds ?? [];
      cells.push(runs.map((id) => inlineCode(runNumber(id))).join(", ") || "–");
    }
    return row(cells);
  });
  const heads = ["Attempt", "Agent", "Changed", "Result"];
  if (escalation !== null) heads.push("CI run");
  return [row(heads), row(heads.map(() => "---")), ...rows].join("\n");
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "¦")).join(" | ")} |`;
}

const filesShownMax = 3;

function filesWords(files: readonly string[]): string {
  if (files.length === 0) return "nothing";
  const hidden = files.length - filesShownMax;
  const shown = files.slice(0, filesShownMax).map((file) => inlineCode(file, 80));
  return shown.join(", ") + (hidden > 0 ? ` and ${hidden} more` : "");
}

function suggestionPart(patch: string): string {
  return `<details><summary>Suggested patch, not pushed</summary>\n\n${fenced(patch, 30_000, "diff")}\n\n</details>`;
}

/** Enough to take over without reading the whole log again; what each attempt did stands in the table above it. */
function handOverPart({
  summary,
  firstRun,
  repairBranch,
  repairPullRequest,
  ...document
}: EscalationDocument): string {
  const draft =
    repairPullRequest === null ? "" : ` ([#${repairPullRequest.number}](${repairPullRequest.url}))`;
  const facts = [
    `- First failing run: ${inlineCode(runNumber(firstRun.id))}`,
    `- Repair branch: ${repairBranch === null ? "none was pushed" : `${inlineCode(repairBranch)}${draft}`}`,
  ];
  if (document.remainingUncertainty.length > 0)
    facts.push(`- Not known: ${safeSentence(document.remainingUncertainty.join("; "))}`);
  const parts = [`**To take over.** ${safeSentence(summary)}`, facts.join("\n")];
  if (document.reproduction.length > 0)
    parts.push(`Show it again with:\n\n${fenced(document.reproduction.join("\n"), 1_000, "sh")}`);
  return parts.join("\n\n");
}
