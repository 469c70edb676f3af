import process from "node:process";
import { expect } from "@playwright/test";
import { expectReadable, people, signIn, test } from "./support";

test("an owner connects CircleCI with a token, chooses a project, and revokes it", async ({ page }) => {
  await signIn(page, people.owner, "/acme/integrations");
  const connection = page.getByRole("article").filter({ hasText: "mia" });

  await page.getByLabel("CircleCI token").fill(`CCIPAT_${"0".repeat(32)}`);
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(
    page.getByRole("alert").filter({ hasText: "CircleCI does not know this token" }),
  ).toBeVisible();
  await expect(connection).toHaveCount(0);

  await page.getByLabel("CircleCI token").fill(process.env.E2E_CIRCLECI_TOKEN ?? "");
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(connection).toBeVisible();
  await expect(connection.getByText("No project is watched")).toBeVisible();
  await expectReadable(page);

  await connection.getByRole("button", { name: "Test" }).click();
  await expect(page.getByText("CircleCI answers mia.")).toBeVisible();

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

test("a member sees what is connected and who reports, and can change nothing", async ({ page }) => {
  await signIn(page, people.memberOfAcme, "/acme/integrations");
  await expect(page.getByText("You can see what is connected")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Who reports" })).toBeVisible();
  for (const name of ["Connect", "Revoke", "Test", "Make a one-time code"])
    await expect(page.getByRole("button", { name, exact: true })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Choose projects" })).toHaveCount(0);
});
