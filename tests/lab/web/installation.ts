import type { Context, Hono } from "hono";
import { emitInstallation } from "../github/events/emit";
import { addInstallation } from "../seed/accounts";
import type { RegisteredApp } from "../state/app";
import { accountOf } from "../state/lookup";
import type { World } from "../world";
import { html } from "./html";
import { layout } from "./layout";

/** The pages on which an owner installs the app. A private app can be installed on its owner's account alone. */
export function installationRoutes(app: Hono, world: World): void {
  app.get("/apps/:slug/installations/new", (c) => {
    const registered = appOf(c);
    if (registered === null) return c.text("Not Found", 404);
    const accounts = accountsFor(registered);
    return c.html(
      layout(
        `Install ${registered.name}`,
        html`<h1>Install ${registered.name}</h1>
          <form method="post" class="people">
            ${accounts.map(
              (login) =>
                html`<button name="account" value="${login}">Install on all repositories of ${login}</button>`,
            )}
          </form>
          ${accounts.length === 0 && html`<p>It is installed everywhere it can be.</p>`}`,
      ),
    );
  });

  app.post("/apps/:slug/installations/new", async (c) => {
    const registered = appOf(c);
    const { account } = await c.req.parseBody();
    if (registered === null || typeof account !== "string" || !accountsFor(registered).includes(account))
      return c.text("Not Found", 404);
    const installation = addInstallation(world, account, null);
    world.save();
    emitInstallation(world, installation, "created", accountOf(world, ownerOf(account)));
    if (registered.setupUrl === null) return c.redirect("/", 302);
    const target = new URL(registered.setupUrl);
    target.searchParams.set("installation_id", String(installation.id));
    target.searchParams.set("setup_action", "install");
    return c.redirect(target.href, 302);
  });

  function appOf(c: Context): RegisteredApp | null {
    const { app: registered } = world.state;
    return registered?.slug === c.req.param("slug") ? registered : null;
  }

  function accountsFor({ owner }: RegisteredApp): string[] {
    return world.state.accounts
      .filter(({ login, type }) => type !== "Bot" && (owner === null || login === owner))
      .map(({ login }) => login)
      .filter((login) => !world.state.installations.some((one) => one.account === login));
  }

  /** Who presses the button: the account itself, or the first owner of the organization. */
  function ownerOf(account: string): string {
    const owner = world.state.memberships.find((one) => one.organization === account && one.role === "admin");
    return owner?.user ?? account;
  }
}
