import { expect } from "@playwright/test";
import { expectReadable, openPullRequests, people, signIn, test } from "./support";

test("a suggested patch is applied from the loop's page once, and CI decides about it", async ({ page }) => {
  test.setTimeout(240_000);
  openPullRequests();
  await signIn(page, people.owner, "/acme/settings/toolbelt");
  await page.getByLabel("Mode").selectOption("suggest");
  await page.getByRole("button", { name: "Save" }).first().click();
  await expect(page.getByText(/^Mode: .* → suggest/)).toBeVisible();

  await page.goto("/acme?repository=toolbelt&category=lint&status=fixed");
  await expect(page.locator("[data-row]").first()).toBeVisible({ timeout: 120_000 });
  await page.locator("[data-row]").first().click();
  await page.getByRole("button", { name: "Retry" }).click();
  await page.goto("/acme?repository=toolbelt&category=lint&status=handed_over");
  await expect(page.locator("[data-row]").first()).toBeVisible({ timeout: 120_000 });
  await page.locator("[data-row]").first().click();
  await expect(page.getByText("Suggested, not pushed")).toBeVisible();
  await expectReadable(page);

  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("The suggestion was applied before.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Apply" })).toBeDisabled();
  await page.getByRole("link", { name: "See the loop that applies it" }).click();
  await expect(page.getByText("Somebody asked to apply the patch").first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("CI is green on the repair")).toBeVisible({ timeout: 120_000 });
});
