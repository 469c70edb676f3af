import { randomBytes } from "node:crypto";
import { z } from "zod";
import { makePrivateKey } from "../keys";
import { ensureBot } from "../seed/accounts";
import type { RegisteredApp } from "../state/app";
import { takeId } from "../state/lookup";
import type { World } from "../world";
import { deliver } from "./events/deliver";

const codeLifeMs = 3_600_000;

/** The fields that GitHub documents; what it does not know it refuses. */
export const AppManifest = z.strictObject({
  name: z.string().min(1).max(34).optional(),
  url: z.url(),
  hook_attributes: z.strictObject({ url: z.url(), active: z.boolean().default(true) }).optional(),
  redirect_url: z.url(),
  callback_urls: z.array(z.url()).max(10).default([]),
  setup_url: z.url().optional(),
  description: z.string().optional(),
  public: z.boolean().default(false),
  default_events: z.array(z.string()).default([]),
  default_permissions: z.record(z.string(), z.enum(["read", "write"])).default({}),
  request_oauth_on_install: z.boolean().default(false),
  setup_on_update: z.boolean().default(false),
});
export type AppManifest = z.output<typeof AppManifest>;

/** Events that can be subscribed to, by the permission without which GitHub does not send them. */
const permissionOfEvent: Readonly<Record<string, string>> = {
  check_run: "checks",
  check_suite: "checks",
  deployment: "deployments",
  deployment_status: "deployments",
  issue_comment: "issues",
  merge_group: "merge_queues",
  pull_request: "pull_requests",
  push: "contents",
  repository: "metadata",
  status: "statuses",
  workflow_job: "actions",
  workflow_run: "actions",
};

/** What GitHub's page says to a manifest that it does not take; null for one that it takes. */
export function refuseManifest(text: string): string | null {
  const parsed = AppManifest.safeParse(parseJson(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const problem = issue?.message.includes("undefined") ? "wasn't supplied" : issue?.message;
    // GitHub names the field without its parent, which has sent many people looking in the wrong place.
    return `Error "${String(issue?.path.at(-1) ?? "manifest")}" ${problem}.`;
  }
  const { default_events: events, default_permissions: permissions, hook_attributes: hook } = parsed.data;
  const unknown = events.filter((event) => !Object.hasOwn(permissionOfEvent, event));
  if (unknown.length > 0) return `Default events unsupported: ${unknown.join(", ")}`;
  const unsupported = events.filter((event) => permissions[permissionOfEvent[event] ?? ""] === undefined);
  if (unsupported.length > 0)
    return `Default events are not supported by permissions: ${unsupported.join(", ")}`;
  return hook ? refuseHookUrl(hook.url) : null;
}

/** In this world 127.0.0.1 is the public Internet, and `localhost` is the machine of whoever sits in front of it. */
export function refuseHookUrl(url: string): string | null {
  const { hostname } = new URL(url);
  return hostname === "localhost" || hostname.endsWith(".localhost")
    ? `Hook url is not supported because it isn't reachable over the public Internet (${hostname})`
    : null;
}

/**
 * Makes the app of a manifest that was not refused, and the code that fetches its keys. With a hook GitHub pings it at
 * once, before anybody could have fetched the secret.
 */
export function registerApp(world: World, owner: string, name: string, manifest: AppManifest): string {
  const { hook_attributes: hook } = manifest;
  const app: RegisteredApp = {
    id: takeId(world),
    slug: name.toLowerCase().replaceAll(/[^a-z\d]+/g, "-"),
    name,
    owner,
    clientId: `Iv23li${randomBytes(7).toString("hex")}`,
    clientSecret: randomBytes(20).toString("hex"),
    webhookSecret: hook ? randomBytes(20).toString("hex") : null,
    privateKeyPem: makePrivateKey(),
    callbackUrls: manifest.callback_urls,
    setupUrl: manifest.setup_url ?? null,
    permissions: { metadata: "read", ...manifest.default_permissions },
    events: manifest.default_events,
  };
  const code = randomBytes(20).toString("hex");
  const expiresAt = new Date(world.clock.now().getTime() + codeLifeMs).toISOString();
  world.state.app = app;
  world.state.webhookUrl = hook?.active ? hook.url : null;
  world.state.manifestCodes.push({ code, appId: app.id, expiresAt });
  ensureBot(world);
  world.save();
  ping(world, app);
  return code;
}

/** A code works once, for an hour. Null for any other. */
export function redeemManifest(world: World, code: string): RegisteredApp | null {
  const found = world.state.manifestCodes.find((one) => one.code === code);
  if (!found) return null;
  world.state.manifestCodes = world.state.manifestCodes.filter((one) => one !== found);
  world.save();
  if (found.expiresAt <= world.clock.iso() || world.state.app?.id !== found.appId) return null;
  return world.state.app;
}

function ping(world: World, app: RegisteredApp): void {
  const now = world.clock.iso();
  const hook = {
    type: "App",
    id: 1,
    name: "web",
    active: true,
    app_id: app.id,
    events: app.events,
    config: {
      content_type: "json",
      insecure_ssl: "0",
      ...(app.webhookSecret === null ? {} : { secret: "********" }),
      url: world.state.webhookUrl,
    },
    created_at: now,
    updated_at: now,
    deliveries_url: `${world.baseUrl}/api/v3/app/hook/deliveries`,
  };
  deliver(world, {
    event: "ping",
    action: null,
    installationId: null,
    repositoryId: null,
    payload: { zen: "Keep it logically awesome.", hook_id: 1, hook },
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
