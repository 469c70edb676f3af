import { expect, type Page } from "@playwright/test";
import { expectReadableEverywhere, people, signIn, test } from "./support";

const rooms = [
  "",
  "/not-taken-up",
  "/escalations",
  "/follow-ups",
  "/metrics",
  "/metrics/resolution-time",
  "/metrics/consecutive-green-runs",
  "/metrics/flaky-tests",
  "/integrations",
  "/settings",
  "/settings/toolbelt",
  "/agents",
  "/loops/nowhere",
];

/** Ways to end, with an organization in whose world a loop ends so. */
const ends = [
  ["acme", "fixed"],
  ["acme", "handed_over"],
  ["globex", "escalated"],
] as const;

test("every room is readable in both themes and widths", async ({ page }) => {
  test.setTimeout(300_000);
  await page.goto("/");
  await expectReadableEverywhere(page);
  await signIn(page, people.owner, "/acme");
  for (const room of rooms) {
    await page.goto(`/acme${room}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectReadableEverywhere(page);
  }
  await page.goto("/setup");
  await expectReadableEverywhere(page);
});

test("a loop is readable in both themes and widths however it ended", async ({ page }) => {
  test.setTimeout(300_000);
  await signIn(page, people.owner, "/acme");
  for (const [organization, end] of ends) {
    await page.goto(`/${organization}?status=${end}`);
    await page.locator("[data-row]").first().click({ timeout: 120_000 });
    await expect(page.getByRole("region", { name: "At a glance" })).toBeVisible();
    await unfoldAll(page);
    await expectReadableEverywhere(page);
  }
  await page.goto("/globex/escalations");
  await expect(page.locator("[data-row]").first()).toBeVisible();
  await expectReadableEverywhere(page);
});

test("what is not there is said inside the frame, so that every room is one click away", async ({ page }) => {
  await signIn(page, people.owner, "/acme");
  const answer = await page.goto("/acme/loops/nowhere");
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "Not found" })).toBeVisible();
  await page.getByRole("link", { name: "Metrics" }).click();
  await expect(page).toHaveURL(/\/acme\/metrics$/);
});

test("on paper a hand-over has everything and no buttons", async ({ page }) => {
  await signIn(page, people.owner, "/globex/escalations");
  await expect(page.getByText("Show it again with").first()).toBeVisible({ timeout: 60_000 });
  await page.emulateMedia({ media: "print" });
  await expect(page.getByText("Show it again with").first()).toBeVisible();
  await expect(page.getByRole("button", { name: "Take" })).toHaveCount(0);
  await expect(page.getByRole("navigation", { name: "Rooms" })).toHaveCount(0);
});

test("a person takes an escalation, returns it and closes it", async ({ page }) => {
  await signIn(page, people.owner, "/globex/escalations");
  await expect(page.getByRole("button", { name: "Take" }).first()).toBeVisible({ timeout: 60_000 });
  await page.getByRole("button", { name: "Take" }).first().click();
  await page.getByRole("link", { name: /^Taken/ }).click();
  await expect(page.getByText("with ada")).toBeVisible();
  await page.getByRole("button", { name: "Return" }).click();
  await page.getByRole("link", { name: /^Returned/ }).click();
  await page.getByRole("button", { name: "Close" }).click();
  await page.getByRole("link", { name: /^Closed/ }).click();
  await expect(page.locator("[data-row]")).toHaveCount(1);
});

test("a follow-up task runs when somebody asks, and another is cancelled", async ({ page }) => {
  await signIn(page, people.owner, "/acme/follow-ups?status=scheduled");
  const scheduled = page.getByRole("listitem").filter({ has: page.locator("[data-row]") });
  await expect(scheduled.first()).toBeVisible();
  const before = await scheduled.count();
  await scheduled.first().getByRole("button", { name: "Run now" }).click();
  await expect(scheduled).toHaveCount(before - 1);
  await scheduled.first().getByRole("button", { name: "Cancel" }).click();
  await expect(scheduled).toHaveCount(before - 2);
  await page.goto("/acme/follow-ups?status=completed");
  await expect(page.getByText("Cancelled by ada.")).toBeVisible();
});

async function unfoldAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const folded of document.querySelectorAll("details")) folded.open = true;
  });
}
