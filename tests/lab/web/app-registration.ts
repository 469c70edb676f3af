import type { Context, Hono } from "hono";
import { AppManifest, refuseHookUrl, refuseManifest, registerApp } from "../github/app-registration";
import { registeredApp } from "../state/lookup";
import type { World } from "../world";
import { html } from "./html";
import { layout } from "./layout";

/** The pages on which a person makes a GitHub App from a manifest, and later changes its hook. */
export function appRegistrationRoutes(app: Hono, world: World): void {
  app.post("/settings/apps/new", (c) => confirm(c, null));
  app.post("/organizations/:organization/settings/apps/new", (c) => confirm(c, c.req.param("organization")));

  app.post("/_lab/apps", async (c) => {
    const form = await fields(c);
    const text = form("manifest");
    const refusal = refuseManifest(text);
    if (refusal !== null) return c.html(refused(refusal), 422);
    const manifest = AppManifest.parse(JSON.parse(text));
    const code = registerApp(world, form("owner"), form("name"), manifest);
    const target = new URL(manifest.redirect_url);
    target.searchParams.set("code", code);
    if (form("state")) target.searchParams.set("state", form("state"));
    return c.redirect(target.href, 302);
  });

  app.get("/organizations/:organization/settings/apps/:slug", (c) => settings(c));
  app.get("/settings/apps/:slug", (c) => settings(c));
  app.post("/_lab/apps/hook", async (c) => {
    const form = await fields(c);
    const refusal = form("active") && refuseHookUrl(form("url"));
    if (refusal) return c.html(refused(refusal), 422);
    world.state.webhookUrl = form("active") ? form("url") : null;
    world.save();
    return c.html(layout("Saved", html`<h1>Saved</h1>`));
  });

  async function confirm(c: Context, organization: string | null) {
    const manifest = (await fields(c))("manifest");
    const refusal = refuseManifest(manifest);
    if (refusal !== null) return c.html(refused(refusal), 422);
    const { name = "", default_permissions, hook_attributes } = AppManifest.parse(JSON.parse(manifest));
    const kind = organization === null ? "User" : "Organization";
    const owners = world.state.accounts.filter(
      ({ type, login }) => type === kind && (organization === null || login === organization),
    );
    if (owners.length === 0) return c.text("Not Found", 404);
    const permissions = Object.entries(default_permissions).map(
      ([permission, level]) => html`<li>${permission}: ${level}</li>`,
    );
    return c.html(
      layout(
        "Create GitHub App",
        html`<h1>Create GitHub App</h1>
          <ul>${permissions}</ul>
          <p>Webhook: ${hook_attributes?.url ?? "none"}</p>
          <form method="post" action="/_lab/apps" class="people">
            <input type="hidden" name="manifest" value="${manifest}">
            <input type="hidden" name="state" value="${c.req.query("state")}">
            <label>GitHub App name <input name="name" value="${name}"></label>
            ${owners.map(
              ({ login }) =>
                html`<button name="owner" value="${login}">Create GitHub App for ${login}</button>`,
            )}
          </form>`,
      ),
    );
  }

  function settings(c: Context) {
    if (world.state.app?.slug !== c.req.param("slug")) return c.text("Not Found", 404);
    const { webhookUrl } = world.state;
    return c.html(
      layout(
        registeredApp(world).name,
        html`<h1>${registeredApp(world).name}</h1>
          <form method="post" action="/_lab/apps/hook" class="people">
            <label><input type="checkbox" name="active" ${webhookUrl !== null && "checked"}> Active</label>
            <label>Webhook URL <input name="url" value="${webhookUrl}"></label>
            <button>Save changes</button>
          </form>`,
      ),
    );
  }
}

function refused(reason: string): string {
  return layout(
    "Invalid GitHub App configuration",
    html`<h1>Invalid GitHub App configuration</h1><p class="bad">${reason}</p>`,
  );
}

async function fields(c: Context): Promise<(name: string) => string> {
  const form = await c.req.parseBody();
  return (name) => (typeof form[name] === "string" ? form[name] : "");
}
