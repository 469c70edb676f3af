import { loginForm } from "@/lib/domain/setup/manifest";

type Search = Record<string, string | string[] | undefined>;

/** What the person chose before going to GitHub. */
export interface AppChoice {
  /** Null: the account of whoever confirms on GitHub. */
  organization: string | null;
  /** Null: this installation's own address. */
  relay: string | null;
}

/** Why a step did not work, from the address that it led back to. */
export const setupProblems = {
  state:
    "GitHub's answer did not belong to a request of this browser, or came after more than an hour. Begin again.",
  code: "GitHub did not know the code that came back: it works once, and for an hour. Begin again; if GitHub shows an app from the first time, delete it there.",
  exists: "There is an app already. The one that GitHub has just made is not used: delete it on GitHub.",
  organization: "This is no name of an organization on GitHub.",
  relay: "The relay is no address. It begins with https://.",
} as const;

export type SetupProblem = keyof typeof setupProblems;

export function problemOf(search: Search): string | null {
  const { problem } = search;
  return typeof problem === "string" && Object.hasOwn(setupProblems, problem)
    ? setupProblems[problem as SetupProblem]
    : null;
}

export function readAppChoice(search: Search): AppChoice | { problem: SetupProblem } {
  const organization = search.owner === "organization" ? textOf(search.organization) : null;
  if (organization !== null && !loginForm.test(organization)) return { problem: "organization" };
  const relay = textOf(search.relay);
  if (relay === "") return { organization, relay: null };
  const isAddress = URL.canParse(relay) && /^https?:$/.test(new URL(relay).protocol);
  return isAddress ? { organization, relay } : { problem: "relay" };
}

function textOf(value: string | string[] | undefined): string {
  return typeof value === "string" ? value.trim() : "";
}
