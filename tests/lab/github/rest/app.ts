import { z } from "zod";
import type { Delivery, Installation, Permissions } from "../../state/app";
import { accountOf, registeredApp } from "../../state/lookup";
import type { Repository } from "../../state/repositories";
import type { World } from "../../world";
import { ApiError, notFound } from "../api-error";
import { redeemManifest, refuseHookUrl } from "../app-registration";
import { repositoriesOfToken } from "../auth/access";
import { createInstallationToken } from "../auth/tokens";
import { readDeliveryRecord, redeliver } from "../events/deliver";
import { emitInstallation } from "../events/emit";
import { appView, installationView } from "../views/app";
import { repositoryView } from "../views/repository";
import { type Api, type ApiContext, numberParam, page, readBody } from "./request";

const TokenRequest = z.object({
  repositories: z.array(z.string()).optional(),
  repository_ids: z.array(z.number().int()).optional(),
  permissions: z.record(z.string(), z.enum(["read", "write"])).optional(),
});

const HookConfig = z.object({ url: z.url().optional(), secret: z.string().min(1).optional() });

/** What the app does as itself, with its JWT: installations, tokens, deliveries. */
export function appRoutes(api: Api, world: World): void {
  api.get("/app", (c) => {
    requireApp(c);
    return c.json({ ...appView(world, "app"), installations_count: world.state.installations.length });
  });

  api.get("/app/installations", (c) => {
    requireApp(c);
    return c.json(page(c, world.state.installations).map((one) => installationView(world, one)));
  });

  api.get("/app/installations/:id", (c) => c.json(installationView(world, installationOf(world, c))));

  api.post("/app/installations/:id/access_tokens", async (c) => {
    const installation = installationOf(world, c);
    if (installation.suspendedAt) throw new ApiError(403, "This installation has been suspended");
    const body = await readBody(c, "InstallationToken", TokenRequest);
    const repositoryIds = chosenRepositories(world, installation, body);
    const permissions = chosenPermissions(installation, body.permissions);
    const { token, expiresAt } = await createInstallationToken(
      world,
      installation,
      repositoryIds,
      permissions,
    );
    const repositories = world.state.repositories.filter((one) => repositoryIds?.includes(one.id));
    return c.json(
      {
        token,
        expires_at: `${expiresAt.slice(0, 19)}Z`,
        permissions,
        repository_selection: repositoryIds ? "selected" : "all",
        ...(repositoryIds ? { repositories: repositories.map((one) => repositoryView(world, one)) } : {}),
      },
      201,
    );
  });

  api.put("/app/installations/:id/suspended", (c) => {
    const installation = installationOf(world, c);
    installation.suspendedAt = world.clock.iso();
    world.save();
    emitInstallation(world, installation, "suspend", accountOf(world, installation.account));
    return c.body(null, 204);
  });

  api.delete("/app/installations/:id/suspended", (c) => {
    const installation = installationOf(world, c);
    installation.suspendedAt = null;
    world.save();
    emitInstallation(world, installation, "unsuspend", accountOf(world, installation.account));
    return c.body(null, 204);
  });

  api.delete("/app/installations/:id", (c) => {
    const installation = installationOf(world, c);
    world.state.installations = world.state.installations.filter((one) => one !== installation);
    world.save();
    emitInstallation(world, installation, "deleted", accountOf(world, installation.account));
    return c.body(null, 204);
  });

  api.get("/repos/:owner/:repo/installation", (c) => {
    requireApp(c);
    const { owner, repo } = c.req.param();
    const repository = world.state.repositories.find((one) => one.owner === owner && one.name === repo);
    const installation = world.state.installations.find(
      (one) => one.account === owner && repository && (one.repositoryIds?.includes(repository.id) ?? true),
    );
    if (!installation) throw notFound();
    return c.json(installationView(world, installation));
  });

  api.get("/orgs/:org/installation", (c) => {
    requireApp(c);
    const installation = world.state.installations.find((one) => one.account === c.req.param("org"));
    if (!installation) throw notFound();
    return c.json(installationView(world, installation));
  });

  api.get("/installation/repositories", (c) => {
    const actor = c.get("actor");
    if (actor.kind !== "installation")
      throw new ApiError(403, "You must authenticate with an installation access token");
    const repositories = repositoriesOfToken(world, actor);
    return c.json({
      total_count: repositories.length,
      repository_selection: actor.token.repositoryIds ? "selected" : "all",
      repositories: page(c, repositories).map((one) => repositoryView(world, one)),
    });
  });

  api.post("/app-manifests/:code/conversions", (c) => {
    const app = redeemManifest(world, c.req.param("code"));
    if (app === null) throw notFound();
    const { clientId: client_id, clientSecret: client_secret, webhookSecret: webhook_secret } = app;
    const keys = { client_id, client_secret, webhook_secret, pem: app.privateKeyPem };
    return c.json({ ...appView(world, "app"), ...keys }, 201);
  });

  api.get("/app/hook/config", (c) => {
    requireApp(c);
    return c.json(hookConfig(world));
  });

  // Changes a hook and makes none: an app without one answers 404 here too.
  api.patch("/app/hook/config", async (c) => {
    requireApp(c);
    hookConfig(world);
    const { url, secret } = await readBody(c, "Hook", HookConfig);
    const refusal = url === undefined ? null : refuseHookUrl(url);
    if (refusal !== null) throw new ApiError(422, refusal);
    world.state.webhookUrl = url ?? world.state.webhookUrl;
    if (secret !== undefined) registeredApp(world).webhookSecret = secret;
    world.save();
    return c.json(hookConfig(world));
  });

  api.get("/app/hook/deliveries", (c) => {
    requireApp(c);
    return c.json(deliveryPage(world, c));
  });

  api.get("/app/hook/deliveries/:id", async (c) => {
    const delivery = deliveryOf(world, c);
    return c.json({ ...deliveryView(delivery), ...(await readDeliveryRecord(world, delivery)) });
  });

  api.post("/app/hook/deliveries/:id/attempts", async (c) => {
    await redeliver(world, deliveryOf(world, c));
    return c.json({}, 202);
  });
}

function hookConfig(world: World) {
  const { webhookUrl } = world.state;
  if (webhookUrl === null) throw notFound();
  const secret = registeredApp(world).webhookSecret === null ? {} : { secret: "********" };
  return { content_type: "json", insecure_ssl: "0", ...secret, url: webhookUrl };
}

function requireApp(c: ApiContext): void {
  if (c.get("actor").kind !== "app") throw new ApiError(401, "A JSON web token could not be decoded");
}

function installationOf(world: World, c: ApiContext): Installation {
  requireApp(c);
  const installation = world.state.installations.find((one) => one.id === numberParam(c, "id"));
  if (!installation) throw notFound();
  return installation;
}

function chosenRepositories(
  world: World,
  installation: Installation,
  body: z.output<typeof TokenRequest>,
): number[] | null {
  if (!body.repositories && !body.repository_ids) return installation.repositoryIds;
  const reachable = world.state.repositories.filter(
    (one) => one.owner === installation.account && (installation.repositoryIds?.includes(one.id) ?? true),
  );
  const find = (matches: (repository: Repository) => boolean) => {
    const found = reachable.find(matches);
    if (!found)
      throw new ApiError(
        422,
        "There is at least one repository that does not exist or is not accessible to the parent installation.",
      );
    return found.id;
  };
  return [
    ...(body.repository_ids ?? []).map((id) => find((one) => one.id === id)),
    ...(body.repositories ?? []).map((name) => find((one) => one.name === name)),
  ];
}

function chosenPermissions(installation: Installation, wanted: Permissions | undefined): Permissions {
  if (!wanted) return installation.permissions;
  for (const [name, level] of Object.entries(wanted)) {
    const given = installation.permissions[name];
    if (given !== "write" && given !== level)
      throw new ApiError(422, "The permissions requested are not granted to this installation.");
  }
  return { metadata: "read", ...wanted };
}

function deliveryOf(world: World, c: ApiContext): Delivery {
  requireApp(c);
  const delivery = world.state.deliveries.find((one) => one.id === numberParam(c, "id"));
  if (!delivery) throw notFound();
  return delivery;
}

/** Newest first, by cursor: `cursor` is the id to go on below. */
function deliveryPage(world: World, c: ApiContext) {
  const size = Math.min(Number(c.req.query("per_page")) || 30, 100);
  const below = Number(c.req.query("cursor")) || Number.POSITIVE_INFINITY;
  const sorted = world.state.deliveries.filter((one) => one.id < below).sort((a, b) => b.id - a.id);
  const shown = sorted.slice(0, size);
  const last = shown.at(-1);
  if (last && sorted.length > size) {
    const url = new URL(c.req.url);
    url.searchParams.set("cursor", String(last.id));
    c.header("link", `<${url.href}>; rel="next"`);
  }
  return shown.map(deliveryView);
}

function deliveryView(delivery: Delivery) {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: delivery.deliveredAt,
    redelivery: delivery.redelivery,
    duration: delivery.durationSeconds,
    status: delivery.status,
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  };
}
