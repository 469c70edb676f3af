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
  sendTestEvent: () => Promise<ActionResult>;
}

const looks = {
  done: { icon: CircleCheckIcon, tone: toneText.success, word: "Done" },
  waiting: { icon: CircleDashedIcon, tone: toneText.neutral, word: "Waiting" },
  problem: { icon: CircleXIcon, tone: toneText.danger, word: "Problem" },
} as const;

export function SetupCheckList({ checks, done, sendTestEvent }: SetupCheckListProps) {
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
                {check.missing && <MissingPermissions missing={check.missing} />}
                {check.link && (
                  <p className="mt-1 text-xs">
                    <ExternalLink href={check.link.url}>{check.link.label}</ExternalLink>
                  </p>
                )}
              </div>
              {check.id === "test" && (
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
