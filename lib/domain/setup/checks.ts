import { assertNever } from "../../assert";
import type { KeyAnswer, ListedApp, SetupFacts } from "./facts";
import { appSettingsUrl, installationSettingsUrl } from "./github-pages";
import { type MissingPermission, missingPermissions } from "./missing-permissions";

/** One line of the setup page. `waiting`: it is somebody's turn, nothing is wrong. */
export interface SetupCheck {
  id: "app" | "keys" | "permissions" | "hook" | "installation" | "repository" | "delivery" | "test";
  state: "done" | "waiting" | "problem";
  title: string;
  says: string;
  /** The page on GitHub where this is mended. */
  link?: { label: string; url: string };
  missing?: readonly MissingPermission[];
  /** GitHub has something that it could send again; `by` says who may ask for it. */
  canBeTested?: { by: string };
}

type Verdict = Omit<SetupCheck, "id" | "title">;

/** Everything that has to stand before the first pull request can be repaired, in the order in which it comes about. */
export function setupChecks(facts: SetupFacts): SetupCheck[] {
  const app = facts.key?.kind === "accepted" ? facts.key.app : null;
  return [
    { id: "app", title: "GitHub App", ...judgeApp(facts, app) },
    { id: "keys", title: "Keys", ...judgeKeys(facts) },
    { id: "permissions", title: "Permissions", ...judgePermissions(facts, app) },
    { id: "hook", title: "Webhook", ...judgeHook(facts, app) },
    { id: "installation", title: "Installation", ...judgeInstallation(facts, app) },
    { id: "repository", title: "First repository", ...judgeRepositories(facts) },
    { id: "delivery", title: "First delivery", ...judgeReceived(facts) },
    { id: "test", title: "Test event", ...judgeTest(facts, app) },
  ];
}

export function isSetupDone(checks: readonly SetupCheck[]): boolean {
  return checks.every(({ state }) => state === "done");
}

const afterApp: Verdict = { state: "waiting", says: "Comes after the app." };

function judgeApp({ app }: SetupFacts, listed: ListedApp | null): Verdict {
  if (app === null) return { state: "waiting", says: "There is none yet." };
  const source =
    app.from === "environment" ? "from the environment's GITHUB_APP_… variables" : "made on this page";
  if (listed === null) return { state: "done", says: `App ${app.appId}, ${source}.` };
  return {
    state: "done",
    says: `${listed.name}, of ${listed.ownerLogin}, ${source}.`,
    link: { label: "Its page on GitHub", url: listed.url },
  };
}

function judgeKeys({ app, key }: SetupFacts): Verdict {
  if (app === null || key === null) return afterApp;
  switch (key.kind) {
    case "accepted":
      return {
        state: "done",
        says:
          app.from === "environment"
            ? "GitHub accepts the key that the environment gives."
            : "Sealed in the database; GitHub accepts the app's key.",
      };
    case "refused":
      return { state: "problem", says: refusalWords(key, app) };
    case "unreachable":
      return { state: "problem", says: `GitHub does not answer: ${key.message}` };
    case "unreadable":
      return { state: "problem", says: key.message };
    default:
      return assertNever(key, "key answer");
  }
}

function refusalWords(
  { status }: Extract<KeyAnswer, { kind: "refused" }>,
  app: { appId: number; from: string },
): string {
  const mend =
    app.from === "environment"
      ? "Compare GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY with the app's page."
      : "Was the app deleted on GitHub, or its key revoked? Forget it below and make another one, or give a new key by the GITHUB_APP_… variables.";
  return `GitHub does not accept the key of app ${app.appId} (it answers ${status}). ${mend}`;
}

function judgePermissions(facts: SetupFacts, app: ListedApp | null): Verdict {
  if (app === null) return afterApp;
  const missing = missingPermissions(facts.githubUrl, app, facts.installations);
  if (missing.length === 0)
    return { state: "done", says: "Everything that is needed is granted, and nothing else is used." };
  const blocking = missing.filter(({ permission }) => permission.required).length;
  return {
    state: blocking > 0 ? "problem" : "waiting",
    says:
      blocking > 0
        ? "Without what is marked as needed no pull request can be repaired."
        : "Repairs work. What is listed here does not, until it is granted.",
    missing,
  };
}

function judgeHook(facts: SetupFacts, app: ListedApp | null): Verdict {
  if (app === null) return afterApp;
  const link = { label: "Webhook settings on GitHub", url: appSettingsUrl(facts.githubUrl, app) };
  if (facts.hookUrl === null)
    return {
      state: "problem",
      says: "The app has no webhook, so GitHub tells nothing. Until it has one, Regreen looks for failures every few minutes.",
      link,
    };
  const [newest] = facts.deliveries;
  if (newest === undefined)
    return {
      state: "waiting",
      says: `GitHub delivers to ${facts.hookUrl}, and has not sent anything yet.`,
      link,
    };
  if (newest.statusCode >= 200 && newest.statusCode < 300)
    return { state: "done", says: `GitHub delivers to ${facts.hookUrl} and is answered.`, link };
  return { state: "problem", says: failedDeliveryWords(facts, newest), link };
}

function failedDeliveryWords(
  { hookUrl }: SetupFacts,
  { event, statusCode, status }: { event: string; statusCode: number; status: string },
): string {
  const last = `The last delivery to ${hookUrl} (${event}) failed: ${statusCode === 0 ? status : `${statusCode} ${status}`}.`;
  if (statusCode === 401)
    return `${last} Its signature did not match: it was sent before the keys were here, or the webhook secret differs. Send a test event to see.`;
  if (statusCode === 404) return `${last} The address leads to something else than Regreen.`;
  return `${last} Can GitHub reach this address? Then send a test event.`;
}

function judgeInstallation(facts: SetupFacts, app: ListedApp | null): Verdict {
  if (app === null) return afterApp;
  const active = facts.installations.filter(({ suspended }) => !suspended);
  const link = { label: "Install it on GitHub", url: `${app.url}/installations/new` };
  if (active.length > 0)
    return { state: "done", says: `On ${active.map(({ login }) => login).join(", ")}.`, link };
  if (facts.installations.length > 0)
    return {
      state: "problem",
      says: "Every installation is suspended. Its owner takes the suspension back on GitHub.",
      link,
    };
  return {
    state: "waiting",
    says: "Nobody has installed the app yet. Choose the account and its repositories.",
    link,
  };
}

function judgeRepositories({ githubUrl, installations, repositories }: SetupFacts): Verdict {
  const [installation] = installations;
  if (installation === undefined) return { state: "waiting", says: "Comes with the installation." };
  const link = {
    label: "Choose repositories on GitHub",
    url: installationSettingsUrl(githubUrl, installation),
  };
  if (repositories.count === 0)
    return {
      state: "waiting",
      says: "The app is installed without any repository that is known here yet.",
      link,
    };
  const more = repositories.count - repositories.names.length;
  return {
    state: "done",
    says: `${repositories.names.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`,
    link,
  };
}

function judgeReceived({ received }: SetupFacts): Verdict {
  return received
    ? { state: "done", says: "What GitHub sends arrives here, with a signature that holds." }
    : { state: "waiting", says: "Nothing arrived here yet that GitHub signed." };
}

function judgeTest({ githubUrl, deliveries }: SetupFacts, app: ListedApp | null): Verdict {
  if (app === null) return afterApp;
  if (deliveries.length === 0)
    return {
      state: "waiting",
      says: "GitHub has nothing to send again yet. It sends something as soon as the app is installed.",
    };
  const owners = app.ownerKind === "User" ? `Only ${app.ownerLogin}` : `Only owners of ${app.ownerLogin}`;
  const test = {
    canBeTested: { by: `${owners} can ask for one, here or on GitHub: the app is theirs.` },
    link: { label: "Deliveries on GitHub", url: `${appSettingsUrl(githubUrl, app)}/advanced` },
  };
  const tested = deliveries.find(({ redelivery }) => redelivery);
  if (tested === undefined)
    return {
      ...test,
      state: "waiting",
      says: "GitHub sends its last delivery again when it is asked to, and it is seen to arrive.",
    };
  if (tested.statusCode >= 200 && tested.statusCode < 300)
    return { ...test, state: "done", says: `GitHub sent ${tested.event} again, and it arrived.` };
  return {
    ...test,
    state: "problem",
    says: `GitHub sent ${tested.event} again, and the answer was ${tested.statusCode || tested.status}.`,
  };
}
