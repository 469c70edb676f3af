import type { EnvProblem } from "./env-error";
import { expectedOf, isInngestDev, type SettingName } from "./settings";

/** Settings with their defaults. Whether one is set matters here, and not always whether it can be used. */
export type GivenSettings = Readonly<Partial<Record<SettingName, unknown>>>;

/** Settings that are fine alone and wrong together. */
export function halfConfigurations(given: GivenSettings, production: boolean): EnvProblem[] {
  return [
    ...githubProblems(given),
    ...vercelSandboxProblems(given),
    ...inngestProblems(given, production),
    ...authProblems(given, production),
    ...secretKeyProblems(given, production),
  ];
}

const githubAppRequired = [
  "GITHUB_APP_ID",
  "GITHUB_APP_PRIVATE_KEY",
  "GITHUB_APP_CLIENT_ID",
  "GITHUB_APP_CLIENT_SECRET",
  "GITHUB_WEBHOOK_SECRET",
] as const;

function githubProblems(given: GivenSettings): EnvProblem[] {
  const names = [...githubAppRequired, "GITHUB_APP_SLUG", "GITHUB_WEBHOOK_SECRET_PREVIOUS"] as const;
  const present = names.find((name) => given[name] !== undefined);
  const problems: EnvProblem[] = [];
  if (present !== undefined) {
    for (const name of githubAppRequired)
      if (given[name] === undefined) problems.push(missing(name, present));
  }
  const ownServer = given.GITHUB_URL !== "https://github.com";
  const ownApi = given.GITHUB_API_URL !== "https://api.github.com";
  if (ownServer && !ownApi) problems.push(missing("GITHUB_API_URL", "GITHUB_URL"));
  if (ownApi && !ownServer) problems.push(missing("GITHUB_URL", "GITHUB_API_URL"));
  return problems;
}

const vercelSandboxNames = [
  "REGREEN_VERCEL_TOKEN",
  "REGREEN_VERCEL_TEAM_ID",
  "REGREEN_VERCEL_PROJECT_ID",
] as const;

/** All three or none; a sandbox that was asked for by name asks for them too. */
function vercelSandboxProblems(given: GivenSettings): EnvProblem[] {
  const isWanted = given.REGREEN_SANDBOX === "vercel-sandbox";
  const because = isWanted ? "REGREEN_SANDBOX" : vercelSandboxNames.find((name) => given[name] !== undefined);
  if (because === undefined) return [];
  return vercelSandboxNames.filter((name) => given[name] === undefined).map((name) => missing(name, because));
}

function inngestProblems(given: GivenSettings, production: boolean): EnvProblem[] {
  const dev = isInngestDev(given);
  if (dev && production) {
    const expected =
      "nothing in production, because the dev mode checks no signature; use INNGEST_SIGNING_KEY";
    return [{ name: "INNGEST_DEV", problem: "is on", expected }];
  }
  if (dev) return [];
  const names = ["INNGEST_SIGNING_KEY", "INNGEST_EVENT_KEY", "INNGEST_BASE_URL"] as const;
  const present = names.find((name) => given[name] !== undefined);
  if (present === undefined) return [];
  const required = ["INNGEST_SIGNING_KEY", "INNGEST_EVENT_KEY"] as const;
  return required.filter((name) => given[name] === undefined).map((name) => missing(name, present));
}

function authProblems(given: GivenSettings, production: boolean): EnvProblem[] {
  const { AUTH_SECRET, NEXTAUTH_SECRET } = given;
  if (AUTH_SECRET !== undefined && NEXTAUTH_SECRET !== undefined && AUTH_SECRET !== NEXTAUTH_SECRET) {
    return [
      {
        name: "NEXTAUTH_SECRET",
        problem: "differs from AUTH_SECRET",
        expected: expectedOf("NEXTAUTH_SECRET"),
      },
    ];
  }
  const absent = AUTH_SECRET === undefined && NEXTAUTH_SECRET === undefined;
  // Several machines may share that database, and a secret made by one would sign nobody in on the others.
  if (production && absent && given.DATABASE_URL !== undefined)
    return [missing("AUTH_SECRET", "DATABASE_URL")];
  return [];
}

/** Never made by itself in production: beside the data that it seals a key protects little, and nobody keeps a copy. */
function secretKeyProblems(given: GivenSettings, production: boolean): EnvProblem[] {
  if (!production || given.REGREEN_SECRET_KEYS !== undefined) return [];
  const problem =
    "is missing in production; `npm run -s vault -- new-key >> .env` makes one, and keep a copy elsewhere";
  return [{ name: "REGREEN_SECRET_KEYS", problem, expected: expectedOf("REGREEN_SECRET_KEYS") }];
}

function missing(name: SettingName, because: SettingName): EnvProblem {
  return { name, problem: `is missing while ${because} is set`, expected: expectedOf(name) };
}
