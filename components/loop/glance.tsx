import { ArrowRightIcon, CircleCheckIcon } from "lucide-react";
import type { ReactNode } from "react";
import type { Cause } from "@/lib/domain/cause";
import type { NextStep } from "@/lib/domain/next-step";
import { Card } from "../ui/card";
import { CauseList } from "./cause-list";

interface GlanceProps {
  next: NextStep;
  /** What does the next step, where a button or a link can. */
  action: ReactNode;
  /** A sentence: which step of which job. Null while nothing is collected. */
  failed: string | null;
  causes: readonly Cause[];
  attempts: readonly { number: number; agent: string | null; files: readonly string[]; result: string }[];
  cost: string;
}

/** What somebody who comes to a loop late at night has to know: what next, what failed, why, what was tried, what it cost. */
export function Glance({ next, action, failed, causes, attempts, cost }: GlanceProps) {
  const isDone = next.kind === "nothing";
  const Icon = isDone ? CircleCheckIcon : ArrowRightIcon;
  return (
    <Card aria-label="At a glance" className="mb-4 overflow-hidden">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b bg-muted/60 px-4 py-3">
        <Icon
          aria-hidden
          className={isDone ? "size-4 shrink-0 text-muted-foreground" : "size-4 shrink-0 text-brand"}
        />
        <p className="min-w-0 flex-1 basis-60 text-[13px] text-pretty [overflow-wrap:anywhere]">
          <span className="text-muted-foreground">Next: </span>
          <span className={isDone ? undefined : "font-medium"}>{next.words}</span>
        </p>
        {action}
      </div>
      <dl className="grid gap-x-6 gap-y-1 px-4 py-3.5 text-[13px] sm:grid-cols-[6.5rem_minmax(0,1fr)] sm:gap-y-3">
        <Row name="What failed">
          <p className="line-clamp-3">{failed ?? "The evidence is still being collected."}</p>
        </Row>
        {causes.length > 0 && (
          <Row name="Why">
            <CauseList causes={causes} />
          </Row>
        )}
        {attempts.length > 0 && (
          <Row name="What was tried">
            <ol className="space-y-1.5">
              {attempts.map(({ number, agent, files, result }) => (
                <li key={number} className="[overflow-wrap:anywhere]">
                  <span className="text-muted-foreground">
                    {attempts.length > 1 && `${number}. `}
                    {agent === null ? "No agent" : <span className="font-mono text-xs">{agent}</span>}
                    {files.length > 0 && (
                      <>
                        {" "}
                        changed{" "}
                        <span className="font-mono text-xs">{files.slice(0, filesMax).join(", ")}</span>
                        {files.length > filesMax && ` and ${files.length - filesMax} more`}
                      </>
                    )}
                    :
                  </span>{" "}
                  {result}
                </li>
              ))}
            </ol>
          </Row>
        )}
        <Row name="What it cost">
          <span className="tabular-nums">{cost}</span>
        </Row>
      </dl>
    </Card>
  );
}

const filesMax = 3;

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground max-sm:not-first:mt-2">{name}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
    </>
  );
}
