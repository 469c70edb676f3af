import type { Hono } from "hono";
import type { World } from "../world";
import { html } from "./html";
import { layout } from "./layout";

export function pageRoutes(app: Hono, world: World): void {
  app.get("/", (c) =>
    c.html(
      layout(
        "Repositories",
        html`<h1>Repositories</h1>${world.state.repositories.map((one) => html`<p>${one.owner}/${one.name}</p>`)}`,
      ),
    ),
  );
}
