/** What is known of a connection to a provider. */
export interface ConnectionFacts {
  disabledReason: string | null;
  expiresAt: Date | null;
  /** How many projects are watched through it; null where nothing is to be chosen. */
  watched: number | null;
  /** When its last webhook came; `none` where the provider sends none. */
  lastWebhookAt: Date | null | "none";
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
  return [accessConcern(facts, now), watchConcern(facts)].flatMap((concern) => concern ?? []);
}

function accessConcern({ expiresAt, disabledReason }: ConnectionFacts, now: Date): ConnectionConcern | null {
  const daysLeft = expiresAt === null ? null : Math.floor((expiresAt.getTime() - now.getTime()) / dayMs);
  if (daysLeft !== null && daysLeft < 0)
    return {
      level: "broken",
      title: "The token has expired",
      advice: "Connect once more with a new token, then revoke this connection.",
    };
  if (disabledReason !== null)
    return {
      level: "broken",
      title: "Access is missing",
      advice: `${disabledReason} Test it again, or connect with a new token.`,
    };
  if (daysLeft === null || daysLeft > warnDays) return null;
  return {
    level: "soon",
    title:
      daysLeft === 0
        ? "The token expires today"
        : `The token expires in ${daysLeft} day${daysLeft === 1 ? "" : "s"}`,
    advice: "Connect with a new token before that, or failures are not seen.",
  };
}

function watchConcern({ watched, lastWebhookAt }: ConnectionFacts): ConnectionConcern | null {
  if (watched === 0)
    return {
      level: "soon",
      title: "No project is watched",
      advice: "Choose the projects whose failures are to be repaired.",
    };
  if (lastWebhookAt !== null) return null;
  return {
    level: "note",
    title: "No webhook has come yet",
    advice:
      "Failures are found by what CircleCI reports on GitHub, and by looking every few minutes. A webhook is faster.",
  };
}
