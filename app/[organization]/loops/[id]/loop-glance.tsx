import { GitPullRequestDraftIcon, UserCheckIcon } from "lucide-react";
import { ActionButton } from "@/components/action-button";
import { costWords } from "@/components/loop/cost-words";
import { Glance } from "@/components/loop/glance";
import { patchFiles } from "@/components/patch/patch-files";
import { Button } from "@/components/ui/button";
import type { LoopDetail } from "@/lib/db/views/loop";
import { aFailure } from "@/lib/domain/category-words";
import { causesOf } from "@/lib/domain/cause";
import type { FailureEvidence } from "@/lib/domain/failure-evidence";
import { type NextStep, nextStep } from "@/lib/domain/next-step";
import { moveEscalationAction } from "../../escalations/actions";

interface LoopGlanceProps {
  organization: string;
  loop: LoopDetail;
  /** Of the failure that the loop began with; null while nothing is collected. */
  evidence: FailureEvidence | null;
  suggestion: { applicable: boolean } | null;
  now: number;
}

/** The loop's answer to "and what do I do now?", with the button for it. */
export function LoopGlance({ organization, loop, evidence, suggestion, now }: LoopGlanceProps) {
  const next = nextStep({ ...loop, headRef: loop.pullRequest.headRef, suggestion });
  return (
    <Glance
      next={next}
      action={<NextAction next={next} organization={organization} loop={loop} />}
      failed={evidence && failedWords(evidence)}
      causes={evidence === null ? [] : causesOf(evidence)}
      attempts={loop.attempts.map(({ number, agent, patchText, reason, outcome }) => ({
        number,
        agent,
        files: patchFiles(patchText),
        result: reason ?? (outcome === null ? "still at work." : "nothing more was written down."),
      }))}
      cost={costWords(loop, now)}
    />
  );
}

interface NextActionProps {
  next: NextStep;
  organization: string;
  loop: LoopDetail;
}

/** Start, Apply and Retry have their buttons where their words are; a second one would only make people wonder. */
function NextAction({ next, organization, loop }: NextActionProps) {
  if (next.kind === "take")
    return (
      <ActionButton
        variant="primary"
        action={moveEscalationAction.bind(null, organization, loop.id, "taken")}
      >
        <UserCheckIcon aria-hidden /> Take
      </ActionButton>
    );
  if (next.kind === "review" && loop.repairPullRequest !== null)
    return (
      <Button asChild variant="primary">
        <a href={loop.repairPullRequest.url} target="_blank" rel="noopener noreferrer">
          <GitPullRequestDraftIcon aria-hidden /> Review #{loop.repairPullRequest.number}
        </a>
      </Button>
    );
  if (next.kind === "review" || next.kind === "apply")
    return (
      <Button asChild>
        <a href="#patch">See the patch</a>
      </Button>
    );
  return null;
}

/** `A test failure in step "Run the tests" of CI / Unit tests.`, for each job that failed. */
function failedWords({ category, jobs }: FailureEvidence): string {
  const [first, ...others] = jobs.map(({ run, job, step, evidence }) => {
    const name = step ?? evidence?.failingStep?.name ?? null;
    return `${name === null ? "" : `step “${name}” of `}${run} / ${job}`;
  });
  const also =
    others.length === 0 ? "" : others.length === 1 ? " and 1 more job" : ` and ${others.length} more jobs`;
  return first === undefined ? `${aFailure(category)}.` : `${aFailure(category)} in ${first}${also}.`;
}
