/** What is known of a connection to a CI provider. */
export interface ConnectionFacts {
  disabledReason: string | null;
  expiresAt: Date | null;
  /** How many projects are watched through it. */
  watched: number;
  lastHeardAt: Date | null;
}

/** `broken`: nothing is read through it now. `soon`: somebody should act. `note`: works, with less than it could. */
export interface ConnectionConcern {
  level: "broken" | "soon" | "note";
  title: string;
  /** What to do. */
  advice: string;
}

const dayMs = 86_400_000;
const warnDays = 14;

/** What a person should know of a connection, worst first; nothing where all is well. */
export function connectionConcerns(facts: ConnectionFacts, now: Date): ConnectionConcern[] {
  const concerns: ConnectionConcern[] = [];
  const daysLeft =
    facts.expiresAt === null ? null : Math.floor((facts.expiresAt.getTime() - now.getTime()) / dayMs);
  if (daysLeft !== null && daysLeft < 0)
    concerns.push({
      level: "broken",
      title: "The token has expired",
      advice: "Connect once more, choose the same projects, then revoke this connection.",
    });
  else if (facts.disabledReason !== null)
    concerns.push({
      level: "broken",
      title: "Access is missing",
      advice: `${facts.disabledReason} Test it again, or connect with a new token.`,
    });
  else if (daysLeft !== null && daysLeft <= warnDays)
    concerns.push({
      level: "soon",
      title:
        daysLeft === 0
          ? "The token expires today"
          : `The token expires in ${daysLeft} day${daysLeft === 1 ? "" : "s"}`,
      advice: "Connect with a new token before that, or failures are not seen.",
    });
  if (facts.watched === 0)
    concerns.push({
      level: "soon",
      title: "No project is watched",
      advice: "Choose the projects whose failures are to be repaired.",
    });
  else if (facts.lastHeardAt === null)
    concerns.push({
      level: "note",
      title: "No webhook has come yet",
      advice:
        "Failures are found by what CircleCI reports on GitHub, and by looking every few minutes. A webhook is faster.",
    });
  return concerns;
}
