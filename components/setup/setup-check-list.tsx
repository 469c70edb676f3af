import { CircleCheckIcon, CircleDashedIcon, CircleXIcon } from "lucide-react";
import type { SetupCheck } from "@/lib/domain/setup/checks";
import { ActionButton, type ActionResult } from "../action-button";
import { ExternalLink } from "../external-link";
import { toneText } from "../status/tone";
import { Button } from "../ui/button";
import { Card, CardHeader } from "../ui/card";
import { MissingPermissions } from "./missing-permissions";

interface SetupCheckListProps {
  checks: readonly SetupCheck[];
  done: boolean;
  /** Whether this person may ask for a test event. */
  mayTest: boolean;
  sendTestEvent: () => Promise<ActionResult>;
}

const looks = {
  done: { icon: CircleCheckIcon, tone: toneText.success, word: "Done" },
  waiting: { icon: CircleDashedIcon, tone: toneText.neutral, word: "Waiting" },
  problem: { icon: CircleXIcon, tone: toneText.danger, word: "Problem" },
} as const;

export function SetupCheckList({ checks, done, mayTest, sendTestEvent }: SetupCheckListProps) {
  const ticked = checks.filter(({ state }) => state === "done").length;
  return (
    <Card>
      <CardHeader
        title="Progress"
        hint={`${ticked} of ${checks.length}`}
        actions={
          done && (
            <Button asChild variant="primary" size="small">
              <a href="/">Open the dashboard</a>
            </Button>
          )
        }
      />
      <ol className="divide-y">
        {checks.map((check) => {
          const { icon: Icon, tone, word } = looks[check.state];
          return (
            <li
              key={check.id}
              data-check={check.id}
              data-state={check.state}
              className="flex gap-3 px-4 py-3"
            >
              <Icon aria-label={word} role="img" className={`mt-0.5 size-4 shrink-0 ${tone}`} />
              <div className="min-w-0 flex-1 text-[13px]">
                <h3 className="font-medium">{check.title}</h3>
                <p className="text-pretty text-muted-foreground [overflow-wrap:anywhere]">{check.says}</p>
                {check.canBeTested && !mayTest && check.state !== "done" && (
                  <p className="mt-0.5 text-pretty text-muted-foreground">{check.canBeTested.by}</p>
                )}
                {check.missing && <MissingPermissions missing={check.missing} />}
                {check.link && <CheckLink {...check.link} isNext={isNextStep(check)} />}
              </div>
              {check.canBeTested && mayTest && (
                <ActionButton size="small" action={sendTestEvent}>
                  Send a test event
                </ActionButton>
              )}
            </li>
          );
        })}
      </ol>
    </Card>
  );
}

/** It is the person's turn, on GitHub, and nothing is wrong. */
function isNextStep({ id, state }: SetupCheck): boolean {
  return state === "waiting" && (id === "installation" || id === "repository");
}

/** GitHub sends the browser back from the next step, so that one stays in this tab. */
function CheckLink({ url, label, isNext }: { url: string; label: string; isNext: boolean }) {
  if (isNext)
    return (
      <Button asChild variant="primary" size="small" className="mt-2">
        <a href={url}>{label}</a>
      </Button>
    );
  return (
    <p className="mt-1 text-xs">
      <ExternalLink href={url}>{label}</ExternalLink>
    </p>
  );
}
