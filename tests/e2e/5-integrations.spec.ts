import process from "node:process";
import { expect, type Page } from "@playwright/test";
import { expectReadable, people, signIn, test } from "./support";

test("an owner connects CircleCI with a token, chooses a project, and revokes it", async ({ page }) => {
  await signIn(page, people.owner, "/acme/settings/connections");
  await expect(page, "the address of before leads here").toHaveURL(/\/acme\/integrations$/);
  const circleCi = page.getByRole("region", { name: "CircleCI" });
  const connection = circleCi.getByRole("article", { name: "mia" });
  await circleCi.getByText("Connect once more").click();

  await circleCi.getByLabel("Token", { exact: true }).fill(`CCIPAT_${"0".repeat(32)}`);
  await circleCi.getByRole("button", { name: "Connect CircleCI" }).click();
  await expect(circleCi.getByRole("alert")).toContainText("CircleCI does not know this token");
  await expect(connection).toHaveCount(0);

  await circleCi.getByLabel("Token", { exact: true }).fill(process.env.E2E_CIRCLECI_TOKEN ?? "");
  await circleCi.getByRole("button", { name: "Connect CircleCI" }).click();
  await expect(connection).toBeVisible();
  await expect(connection.getByText("No project is watched")).toBeVisible();
  await expectReadable(page);

  await connection.getByRole("button", { name: "Test" }).click();
  await expect(page.getByText("CircleCI answers as mia.")).toBeVisible();

  await connection.getByRole("link", { name: "Choose projects" }).click();
  await page.getByRole("checkbox", { name: /invoices/ }).check();
  await expect(page.getByLabel("Repository that invoices builds")).toContainText("invoices");
  await page.getByRole("button", { name: "Watch these" }).click();
  await expect(page.getByText("Watching 1 project.")).toBeVisible();
  await page.getByRole("button", { name: "Make a secret token" }).click();
  await expect(page.getByText("It is shown only now.")).toBeVisible();
  await expectReadable(page);

  await page.getByRole("link", { name: "Integrations" }).last().click();
  await expect(connection.getByText("invoices", { exact: true })).toBeVisible();

  await connection.getByRole("button", { name: "Revoke" }).click();
  await expect(connection).toHaveCount(0);
});

test("a refused connection says why and keeps what was typed; a right token connects until somebody revokes it", async ({
  page,
}) => {
  await signIn(page, people.owner, "/acme/integrations");
  const buildkite = page.getByRole("region", { name: "Buildkite" });
  const connection = buildkite.getByRole("article", { name: "Acme" });
  await buildkite.getByText("Connect Buildkite").first().click();

  const token = process.env.E2E_BUILDKITE_TOKEN ?? "";
  await connectBuildkite(page, "Acme & Sons!", token);
  await expect(buildkite.getByRole("alert")).toContainText('Organization cannot be "Acme & Sons!".');
  await connectBuildkite(page, "acme", "two words");
  await expect(buildkite.getByRole("alert")).toContainText("one word without spaces");
  await connectBuildkite(page, "acme", "bkua_nonsense");
  await expect(buildkite.getByRole("alert")).toContainText("Not connected. Buildkite");
  await expect(buildkite.getByLabel("Organization")).toHaveValue("acme");
  await expect(buildkite.getByLabel("Token")).toHaveValue("bkua_nonsense");
  await expect(connection).toHaveCount(0);

  await connectBuildkite(page, "acme", token);
  await expect(connection).toContainText("It could also write_builds; Regreen only reads.");
  await expect(buildkite.getByLabel("Token")).toHaveValue("");
  await expect(buildkite.getByRole("alert")).toHaveCount(0);
  await expectReadable(page);
  await connection.getByRole("button", { name: "Test" }).click();
  await expect(page.getByText("Buildkite answers as Acme.")).toBeVisible();
  await connection.getByRole("button", { name: "Revoke" }).click();
  await expect(connection).toHaveCount(0);
});

test("a member sees what is connected and who reports, and can change nothing", async ({ page }) => {
  await signIn(page, people.memberOfAcme, "/acme/integrations");
  await expect(page.getByText("You can see what is connected")).toBeVisible();
  await expect(page.getByText("Not connected").first()).toBeVisible();
  await expect(page.getByRole("heading", { name: "Who reports" })).toBeVisible();
  for (const name of ["Revoke", "Test", "Make a one-time code"])
    await expect(page.getByRole("button", { name, exact: true })).toHaveCount(0);
  await expect(page.getByLabel("Token")).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Choose projects" })).toHaveCount(0);
});

async function connectBuildkite(page: Page, organization: string, token: string): Promise<void> {
  const buildkite = page.getByRole("region", { name: "Buildkite" });
  await buildkite.getByLabel("Organization").fill(organization);
  await buildkite.getByLabel("Token").fill(token);
  await buildkite.getByRole("button", { name: "Connect Buildkite" }).click();
}
