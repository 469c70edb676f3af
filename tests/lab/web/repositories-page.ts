import type { World } from "../world";
import { html } from "./html";
import { layout } from "./layout";

export function repositoriesPage(world: World): string {
  const rows = world.state.repositories.map((repository) => {
    const open = world.state.pullRequests.filter(
      (pull) => pull.repositoryId === repository.id && pull.state === "open",
    ).length;
    const name = `${repository.owner}/${repository.name}`;
    return html`<tr>
      <td><a href="/${name}">${name}</a>${repository.parentId !== null && html` <span class="muted">fork</span>`}</td>
      <td>${repository.description}</td>
      <td>${open} open</td>
    </tr>`;
  });
  return layout(
    "Repositories",
    html`<h1>Repositories</h1><table><tr><th>Repository<th>About<th>Pull requests</tr>${rows}</table>`,
  );
}
