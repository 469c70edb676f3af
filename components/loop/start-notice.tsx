import { HourglassIcon } from "lucide-react";
import { sessionTitle } from "@/lib/domain/agent-session";
import { Notice } from "../notice";
import { RelativeTime } from "../time/relative-time";

interface StartNoticeProps {
  waiting: { agent: string | null; startBy: Date };
  now: number;
}

/** Says that nothing goes on until somebody presses Start, and for how long that is waited for. */
export function StartNotice({ waiting, now }: StartNoticeProps) {
  const { agent, startBy } = waiting;
  return (
    <Notice icon={HourglassIcon} tone="warning" title="Agents do not start by themselves here">
      {agent === null ? "The repair" : `The ${sessionTitle} session of ${agent}`} is idle until somebody with
      write access presses Start. If nobody does, a person is asked to take over:{" "}
      <RelativeTime at={startBy} now={now} />.
    </Notice>
  );
}
