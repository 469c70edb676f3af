import { expect } from "@playwright/test";
import { expectReadable, openPullRequests, people, signIn, test } from "./support";

test("loops appear, move and end on an open page, without a reload", async ({ page }) => {
  test.setTimeout(240_000);
  await signIn(page, people.owner, "/acme");
  await expect(page.getByText("No failure yet")).toBeVisible();
  await page.evaluate(() => {
    document.body.dataset.loadedOnce = "yes";
  });
  openPullRequests();
  await expect(page.getByRole("link", { name: "Add chunk()" })).toBeVisible({ timeout: 90_000 });
  await expect(page.getByRole("cell", { name: "Fixed" }).first()).toBeVisible({ timeout: 180_000 });
  await expect(page.locator("body")).toHaveAttribute("data-loaded-once", "yes");
});

test("a fixed loop shows why, the failing lines, the patch and the proof", async ({ page }) => {
  await signIn(page, people.owner, "/acme?status=fixed");
  await page.locator("[data-row]").first().click();
  await expect(page.getByRole("heading", { name: "Timeline" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Decision" })).toBeVisible();
  await expect(page.getByText("CI is green on the repair")).toBeVisible();
  await expect(page.getByText("The patch gate has no objection")).toBeVisible();
  await expect(page.getByText("CI Fixing").first()).toBeVisible();
  await expectReadable(page);

  const line = page.getByRole("link", { name: /^Line \d+$/ }).first();
  const anchor = await line.getAttribute("href");
  await line.click();
  await expect(page).toHaveURL(new RegExp(`${anchor}$`));
});

test("a fixed loop says at once what failed, what was tried, what it cost, and leads to its draft", async ({
  page,
}) => {
  await signIn(page, people.owner, "/acme?repository=toolbelt&status=fixed");
  await page.locator("[data-row]").first().click();
  const glance = page.getByRole("region", { name: "At a glance" });
  await expect(glance).toBeInViewport({ ratio: 1 });
  await expect(glance).toContainText(/What failed.*failure in step/);
  await expect(glance).toContainText(/What was tried.*changed.*passed/);
  await expect(glance).toContainText(/What it cost1 of \d attempts, .+ of agents, no model used/);
  await expect(glance.getByRole("link", { name: /^Review #\d+$/ })).toHaveAttribute("href", /\/pull\/\d+$/);
});

test("brief and proof are there as JSON, the brief as the agent got it, for members only", async ({
  page,
  browser,
  baseURL,
}) => {
  await signIn(page, people.owner, "/acme?status=fixed");
  await page.locator("[data-row]").first().click();
  const href = await page.getByRole("link", { name: "Raw brief" }).getAttribute("href");
  const brief = await page.request.get(href ?? "");
  expect(await brief.json()).toMatchObject({ schema_version: 1, task: "ci-repair" });
  const proof = await page.getByRole("link", { name: "Raw proof" }).getAttribute("href");
  expect(await (await page.request.get(proof ?? "")).json()).toMatchObject({
    outcome: "fixed",
    attempts: expect.arrayContaining([
      expect.objectContaining({ validation: expect.objectContaining({ outcome: "pass" }) }),
    ]),
  });
  const anonymous = await browser.newContext({ baseURL });
  const refused = await anonymous.request.get(href ?? "", { maxRedirects: 0 });
  expect(refused.status()).toBe(307);
  expect(await refused.text()).not.toContain("ci-repair");
  await anonymous.close();
});

test("the brief is copied as a prompt by one click, or one key", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signIn(page, people.owner, "/acme?status=fixed");
  await page.locator("[data-row]").first().click();
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await page.getByRole("button", { name: "Copy as prompt" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await clipboard()).toContain("## What failed");
  await page.evaluate(() => navigator.clipboard.writeText(""));
  await page.locator("body").press("c");
  await expect.poll(clipboard).toContain("## What failed");
});

test("filters live in the address, and Back undoes them", async ({ page }) => {
  await signIn(page, people.owner, "/acme");
  await page.getByRole("combobox", { name: "Category" }).selectOption("lint");
  await expect(page).toHaveURL(/category=lint/);
  await expect(page.getByRole("cell", { name: "Types" })).toHaveCount(0);
  await page.goBack();
  await expect(page).not.toHaveURL(/category=/);
  await page.getByRole("searchbox").fill("no pull request is called like this");
  await expect(page.getByText("No loop fits these filters")).toBeVisible();
  await page.getByRole("link", { name: "Clear the filters" }).click();
  await expect(page.locator("[data-row]").first()).toBeVisible();
});

test("everything is reached by keyboard", async ({ page }) => {
  await signIn(page, people.owner, "/acme");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/loops/**");
  await page.keyboard.press("g");
  await page.keyboard.press("m");
  await page.waitForURL("**/metrics");
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox").fill("escal");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/escalations");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.reload();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeInViewport();
  await expect(page.getByRole("link", { name: "Skip to content" })).toBeFocused();
});
