import { expect, type Page } from "@playwright/test";
import { expectReadable, people, test } from "./support";
import { type EmptyWorld, startEmptyWorld } from "./world/start-empty-world";

test.describe.configure({ mode: "serial" });

let world: EmptyWorld;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  world = await startEmptyWorld();
});
test.afterAll(() => world.stop());

test("nobody sees or changes the setup of an empty installation without the token of its output", async ({
  page,
}) => {
  await page.goto(world.url);
  await page.getByRole("link", { name: "Set up this installation" }).click();
  await expectReadable(page);
  await page.getByLabel("Setup token").fill("not-the-token");
  await page.getByRole("button", { name: "Open setup" }).click();
  await expect(page.getByRole("alert").getByText("This is not the token")).toBeVisible();
  for (const path of [
    "/setup/create?owner=organization&organization=acme",
    "/setup/created?code=a&state=b",
  ]) {
    await page.goto(world.url + path);
    await expect(page.getByLabel("Setup token")).toBeVisible();
  }
});

test("from the token to the last tick: app, keys, permissions, webhook, installation, repository, deliveries", async ({
  page,
}) => {
  test.setTimeout(120_000);
  await page.goto(`${world.url}/setup`);
  await page.getByLabel("Setup token").fill(world.setupToken);
  await page.getByRole("button", { name: "Open setup" }).click();
  await expect(check(page, "app")).toHaveAttribute("data-state", "waiting");
  await expectReadable(page);

  await page.getByLabel("Name of the organization").fill("acme");
  // To the lab localhost is somebody's own machine, as it is to GitHub, and 127.0.0.1 the Internet.
  const relay = `${world.url.replace("localhost", "127.0.0.1")}/api/webhooks/github`;
  await page.getByLabel("Relay address").fill(relay);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("Pull requests", { exact: true })).toBeVisible();
  await expectReadable(page);
  await page.getByRole("button", { name: "Create on GitHub" }).click();
  await page.getByRole("button", { name: "Create GitHub App for acme" }).click();

  await page.waitForURL(`${world.url}/setup`);
  for (const id of ["app", "keys", "permissions"])
    await expect(check(page, id)).toHaveAttribute("data-state", "done");
  // GitHub pings before anybody could know the secret; sending that again is the first delivery that holds.
  await expect(check(page, "hook")).toContainText("sent before the keys were here");
  await page.getByRole("button", { name: "Send a test event" }).click();
  for (const id of ["hook", "delivery", "test"])
    await expect(check(page, id)).toHaveAttribute("data-state", "done");

  await check(page, "installation").getByRole("link", { name: "Install it on GitHub" }).click();
  await page.getByRole("button", { name: "Install on all repositories of acme" }).click();
  await page.waitForURL(/\/setup\?installation_id=\d+/);
  for (const id of ["installation", "repository"])
    await expect(check(page, id)).toHaveAttribute("data-state", "done");
  await expect(check(page, "repository")).toContainText("acme/");
  await expect(page.getByText("Everything stands.")).toBeVisible();
  await expectReadable(page);
});

test("a code that another browser was sent back with is refused, and a second app is never made", async ({
  page,
}) => {
  await signIn(page, people.owner, "/setup");
  await page.goto(`${world.url}/setup/created?code=deadbeef&state=forged`);
  await expect(
    page.getByRole("alert").getByText("did not belong to a request of this browser"),
  ).toBeVisible();
  await page.goto(`${world.url}/setup/create?owner=person`);
  await expect(page).toHaveURL(`${world.url}/setup`);
  await expect(page.getByText("Create the GitHub App")).toHaveCount(0);
});

test("once an organization is connected the token opens nothing; its owners come in from the settings, and nobody else", async ({
  page,
  browser,
}) => {
  await page.goto(`${world.url}/setup`);
  await expect(page.getByRole("heading", { name: "Setup is for owners" })).toBeVisible();
  await expect(page.getByLabel("Setup token")).toHaveCount(0);

  await signIn(page, people.owner, "/acme/settings");
  await page.getByRole("link", { name: "GitHub App and webhook" }).click();
  await expect(check(page, "keys")).toHaveAttribute("data-state", "done");

  const other = await browser.newContext();
  const theirs = await other.newPage();
  await signIn(theirs, people.memberOfAcme, "/setup");
  await expect(theirs.getByRole("heading", { name: "Setup is for owners" })).toBeVisible();
  await theirs.goto(`${world.url}/acme/settings`);
  await expect(theirs.getByRole("link", { name: "GitHub App and webhook" })).toHaveCount(0);
  await other.close();
});

test("the app's owner forgets it after typing the word, and begins anew at once", async ({ page }) => {
  await signIn(page, people.owner, "/setup");
  await page.getByText("Forget this app").click();
  await expect(page.getByText("the app's private key, client secret and webhook secret")).toBeVisible();
  await page.getByLabel(/to confirm/).fill("yes");
  await page.getByRole("button", { name: "Forget the app and its keys" }).click();
  await expect(page.getByRole("alert").getByText("Nothing was forgotten")).toBeVisible();
  await expectReadable(page);
  await page.getByLabel(/to confirm/).fill("forget");
  await page.getByRole("button", { name: "Forget the app and its keys" }).click();
  await expect(page.getByRole("heading", { name: "Create the GitHub App" })).toBeVisible();
  await expect(check(page, "app")).toHaveAttribute("data-state", "waiting");
  await page.goto(world.url);
  await expect(page.getByRole("link", { name: "Set up this installation" })).toBeVisible();
});

function check(page: Page, id: string) {
  return page.locator(`[data-check="${id}"]`);
}

async function signIn(page: Page, person: RegExp, path: string): Promise<void> {
  await page.goto(`${world.url}/?return=${encodeURIComponent(path)}`);
  await page.getByRole("button", { name: "Sign in with GitHub" }).click();
  await page.getByRole("button", { name: person }).click();
  await page.waitForURL(world.url + path);
}
