import { expect } from "@playwright/test";
import { people, signIn, test } from "./support";

test("a deep link leads through sign-in back to where it pointed", async ({ page }) => {
  await page.goto("/acme/metrics?days=7");
  await expect(page.getByText("After signing in you come back to /acme/metrics?days=7")).toBeVisible();
  await signIn(page, people.owner, "/acme/metrics?days=7");
  await expect(page).toHaveURL(/\/acme\/metrics\?days=7$/);
});

test("an organization that one is not in is not found, in every room", async ({ page }) => {
  await signIn(page, people.memberOfAcme, "/acme");
  for (const room of [
    "",
    "/escalations",
    "/follow-ups",
    "/metrics",
    "/integrations",
    "/settings",
    "/not-taken-up",
    "/events",
  ]) {
    const answer = await page.request.get(`/globex${room}`);
    expect(answer.status(), room).toBe(404);
    expect(await answer.text(), room).not.toContain("ledger");
  }
});

test("who belongs to no organization is told what to do", async ({ page }) => {
  await signIn(page, people.stranger);
  await expect(page.getByRole("heading", { name: "No organization yet" })).toBeVisible();
});

test("nobody who is signed out gets any data", async ({ playwright, baseURL }) => {
  const request = await playwright.request.newContext({ baseURL });
  for (const room of ["", "/escalations", "/metrics", "/settings", "/events"]) {
    const answer = await request.get(`/acme${room}`, { maxRedirects: 0, headers: { RSC: "1" } });
    expect(await answer.text(), room).not.toContain("toolbelt");
  }
  await request.dispose();
});

test("every answer carries a strict policy and may not be framed", async ({ page }) => {
  const answer = await page.goto("/");
  const headers = answer?.headers() ?? {};
  expect(headers["content-security-policy"]).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic';/);
  expect(headers["content-security-policy"]).toContain("frame-ancestors 'none'");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  expect(headers["strict-transport-security"]).toBe("max-age=31536000");
  expect(headers["referrer-policy"]).toBe("strict-origin-when-cross-origin");
});

test("an owner's change shows its value, its source and who made it; members cannot make it", async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page, people.owner, "/acme/settings/toolbelt");
  const limit = page.getByLabel("Attempt limit");
  await limit.selectOption("5");
  await page.getByRole("region", { name: "Repair" }).getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("5 attempts")).toBeVisible();
  await expect(page.getByText(/from this repository/).first()).toBeVisible();
  await expect(page.getByText(/Attempt limit: .* → 5/)).toBeVisible();

  const other = await browser.newContext({ baseURL });
  const theirs = await other.newPage();
  await signIn(theirs, people.memberOfAcme, "/acme/settings");
  await expect(theirs.getByText("You can read these settings")).toBeVisible();
  await expect(theirs.getByRole("button", { name: "Save" })).toHaveCount(0);
  await expect(theirs.getByLabel("Attempt limit")).toBeDisabled();
  await other.close();
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

test("a repository's budget shows what it inherits, takes over what is set, and leaves the others alone", async ({
  page,
}) => {
  await signIn(page, people.owner, "/acme/settings/invoices");
  const attempts = page.getByLabel("Attempts: A repository's day");
  await expect(attempts).toHaveAttribute("placeholder", "200");
  await expect(page.getByLabel("Attempts: The organization")).toHaveCount(0);
  await attempts.fill("a few");
  const budgets = page.getByRole("region", { name: "Budgets" });
  await budgets.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("each limit is a number or empty").first()).toBeVisible();
  await attempts.fill("7");
  await budgets.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Budgets: not set → A repository's day: 7 attempts")).toBeVisible();
  await page.reload();
  await expect(attempts).toHaveValue("7");
  await page.goto("/acme/settings/storefront");
  await expect(attempts).toHaveValue("");
  await expect(attempts).toHaveAttribute("placeholder", "200");
});
