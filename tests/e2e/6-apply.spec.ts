import { expect } from "@playwright/test";
import { expectReadable, openPullRequests, people, signIn, test } from "./support";

test("a suggested patch is applied from the loop's page once, and CI decides about it", async ({ page }) => {
  test.setTimeout(300_000);
  openPullRequests();
  await signIn(page, people.owner, "/acme?repository=toolbelt&status=fixed");
  const fixed = page.locator("[data-row]").first();
  await expect(fixed).toBeVisible({ timeout: 180_000 });
  const title = (await fixed.textContent()) ?? "";
  const retried = await fixed.getAttribute("href");

  await page.goto("/acme/settings/toolbelt");
  await page.getByLabel("Mode").selectOption("suggest");
  await page.getByRole("region", { name: "Repair" }).getByRole("button", { name: "Save" }).click();
  await expect(page.getByText(/^Mode: .* → suggest/)).toBeVisible();
  await page.goto(retried ?? "");
  await page.getByRole("button", { name: "Retry" }).click();
  await expect(page.getByText("A new loop works on this failure.")).toBeVisible();

  await page.goto("/acme?repository=toolbelt&status=handed_over");
  await page.getByRole("link", { name: title }).click({ timeout: 120_000 });
  await expect(page.getByText("Suggested, not pushed", { exact: true })).toBeVisible();
  await expectReadable(page);
  await page.getByRole("button", { name: "Apply" }).click();
  await expect(page.getByText("The suggestion was applied before.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Apply" })).toBeDisabled();
  await page.getByRole("link", { name: "See the loop that applies it" }).click();
  await expect(page.getByText("Somebody asked to apply the patch").first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("CI is green on the repair")).toBeVisible({ timeout: 120_000 });
});
