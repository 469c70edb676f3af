import type { EnvProblem } from "./env-error";
import { expectedOf, isInngestDev, type SettingName, type Settings } from "./settings";

/** Settings that are fine alone and wrong together. */
export function halfConfigurations(given: Settings, production: boolean): EnvProblem[] {
  return [
    ...githubProblems(given),
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

function githubProblems(given: Settings): EnvProblem[] {
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

function inngestProblems(given: Settings, production: boolean): EnvProblem[] {
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

function authProblems(given: Settings, production: boolean): EnvProblem[] {
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
function secretKeyProblems(given: Settings, production: boolean): EnvProblem[] {
  if (!production || given.REGREEN_SECRET_KEYS !== undefined) return [];
  const problem =
    "is missing in production; `npm run -s vault -- new-key >> .env` makes one, and keep a copy elsewhere";
  return [{ name: "REGREEN_SECRET_KEYS", problem, expected: expectedOf("REGREEN_SECRET_KEYS") }];
}

function missing(name: SettingName, because: SettingName): EnvProblem {
  return { name, problem: `is missing while ${because} is set`, expected: expectedOf(name) };
}
