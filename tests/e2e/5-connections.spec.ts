import { expect, type Page } from "@playwright/test";
import { expectReadable, people, signIn, test } from "./support";

test("a refused connection says why and keeps what was typed; a right token connects until somebody disconnects", async ({
  page,
}) => {
  await signIn(page, people.owner, "/acme/settings");
  await page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: "Connections" }).click();
  const buildkite = page.getByRole("region", { name: "Buildkite" });

  await connect(page, "Acme & Sons!", "bkua_reads");
  await expect(buildkite.getByRole("alert")).toContainText('Organization cannot be "Acme & Sons!".');
  await connect(page, "acme", "two words");
  await expect(buildkite.getByRole("alert")).toContainText("one word without spaces");
  await connect(page, "acme", "bkua_nonsense");
  await expect(buildkite.getByRole("alert")).toContainText("Not connected. Buildkite");
  await expect(buildkite.getByLabel("Organization")).toHaveValue("acme");
  await expect(buildkite.getByLabel("Token")).toHaveValue("bkua_nonsense");
  await expect(buildkite.getByRole("listitem")).toHaveCount(0);
  await expectReadable(page);

  await connect(page, "acme", "bkua_reads");
  const connection = buildkite.getByRole("listitem");
  await expect(connection).toContainText("Acme builds");
  await expect(connection).toContainText("It could also write_builds; Regreen only reads.");
  await expect(buildkite.getByLabel("Token")).toHaveValue("");
  await expect(buildkite.getByRole("alert")).toHaveCount(0);
  await expectReadable(page);
  await connection.getByRole("button", { name: "Test" }).click();
  await expect(page.getByText("Buildkite answers as Acme builds.")).toBeVisible();
  await connection.getByRole("button", { name: "Disconnect" }).click();
  await expect(connection).toHaveCount(0);
});

test("members who own nothing see what is connected, and no form", async ({ page }) => {
  await signIn(page, people.memberOfAcme, "/acme/settings/connections");
  await expect(page.getByText("You can see what is connected")).toBeVisible();
  await expect(page.getByText("Not connected.").first()).toBeVisible();
  await expect(page.getByLabel("Token")).toHaveCount(0);
  await expect(page.getByRole("link", { name: "GitHub App and webhook" })).toHaveCount(0);
});

test("settings that are refused stay as they were typed, the good fields beside the bad", async ({
  page,
}) => {
  await signIn(page, people.owner, "/acme/settings");
  await page.getByLabel("Loop interval").fill("soon");
  await page.getByLabel("Required label").fill("please-fix");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expect(page.getByLabel("Loop interval")).toHaveValue("soon");
  await expect(page.getByLabel("Required label")).toHaveValue("please-fix");
});

async function connect(page: Page, organization: string, token: string): Promise<void> {
  const buildkite = page.getByRole("region", { name: "Buildkite" });
  await buildkite.getByLabel("Organization").fill(organization);
  await buildkite.getByLabel("Token").fill(token);
  await buildkite.getByRole("button", { name: "Connect Buildkite" }).click();
}
