import { App } from "@octokit/app";
import { Octokit } from "octokit";
import { createGatedFetch } from "./gated-fetch";

export interface GitHubSettings {
  /** Web address, also the base of git addresses: https://github.com or a GitHub Enterprise Server. */
  webUrl: string;
  apiUrl: string;
  /** The app to act as, asked anew for each call: setup may make one while this process runs. */
  app: () => Promise<{ appId: number; privateKey: string }>;
  /** Milliseconds between writes, as GitHub asks of well-behaved apps. 0 turns throttling off. */
  writeIntervalMs: number;
  /** What sends requests, where it is not the platform's own. */
  fetch?: typeof fetch;
}

/** A repository as calls need it. The installation opens it. */
export interface RepositoryRef {
  installationId: bigint;
  owner: string;
  name: string;
}

/** The same with the number that it keeps under every name. */
export interface StoredRepository extends RepositoryRef {
  githubRepositoryId: bigint;
}

export interface GitHubClient {
  readonly webUrl: string;
  /** The number of our own app, by which its checks are told from those of others. */
  appId(): Promise<number>;
  /** Octokit with a token of this installation, renewed by itself. */
  octokit(installationId: bigint): Promise<Octokit>;
  /** Octokit that speaks as the app itself. */
  app(): Promise<Octokit>;
  /**
   * A token for one repository with the given rights and no others; valid one hour. By its number: a former name is refused
   * here, and may be another repository's by now.
   */
  token(repository: StoredRepository, permissions: Record<string, "read" | "write">): Promise<string>;
}

interface OctokitOptions {
  auth?: { installationId?: number };
  request?: Record<string, unknown>;
}

/**
 * Opens GitHub as an app. Octokit keeps a second between writes and three between notifying calls of one installation,
 * and nothing is sent while GitHub asked to wait, as
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api asks.
 */
export function createGitHubClient(settings: GitHubSettings): GitHubClient {
  const throttled = settings.writeIntervalMs > 0;
  const gatedFetch = createGatedFetch(settings.fetch ?? fetch, settings.writeIntervalMs);
  // Each installation has its own queue of writes and its own waits; null is the app itself.
  const RegreenOctokit = Octokit.defaults((options: OctokitOptions) => {
    const id = String(options.auth?.installationId ?? "app");
    return {
      ...options,
      baseUrl: settings.apiUrl,
      userAgent: "regreen",
      request: { ...options.request, fetch: gatedFetch(id) },
      // A limit is waited out by the scheduler, not by a step that sleeps; 429 is no hiccup to try again at once.
      retry: { doNotRetry: [400, 401, 403, 404, 410, 422, 429, 451] },
      throttle: throttled
        ? { id, onRateLimit: () => false, onSecondaryRateLimit: () => false }
        : { enabled: false },
    };
  });
  let held: { appId: number; privateKey: string; app: App<{ Octokit: typeof RegreenOctokit }> } | null = null;

  /** Kept while the app stays the same, because it remembers its installations' tokens. */
  async function currentApp(): Promise<App<{ Octokit: typeof RegreenOctokit }>> {
    const { appId, privateKey } = await settings.app();
    if (held?.appId === appId && held.privateKey === privateKey) return held.app;
    held = { appId, privateKey, app: new App({ appId, privateKey, Octokit: RegreenOctokit }) };
    return held.app;
  }

  return {
    webUrl: settings.webUrl.replace(/(?<!\/)\/+$/, ""),
    appId: async () => (await settings.app()).appId,
    async octokit(installationId) {
      return (await currentApp()).getInstallationOctokit(Number(installationId));
    },
    async app() {
      return (await currentApp()).octokit;
    },
    async token(repository, permissions) {
      const { octokit } = await currentApp();
      const { data } = await octokit.rest.apps.createInstallationAccessToken({
        installation_id: Number(repository.installationId),
        repository_ids: [Number(repository.githubRepositoryId)],
        permissions,
      });
      return data.token;
    },
  };
}

/** HTTP status of an Octokit error, null for anything else. */
export function httpStatus(error: unknown): number | null {
  if (typeof error !== "object" || error === null || !("status" in error)) return null;
  return typeof error.status === "number" ? error.status : null;
}
