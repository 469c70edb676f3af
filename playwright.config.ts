import { defineConfig } from "@playwright/test";

/** Browser tests in a world of their own: the lab, a database and the product, started once for all of them. */
export default defineConfig({
  testDir: "tests/e2e",
  globalSetup: "./tests/e2e/world/setup.ts",
  timeout: 60_000,
  expect: { timeout: 20_000 },
  workers: 1,
  forbidOnly: true,
  reporter: "list",
  use: {
    // Set by the global setup, before the processes that run the tests read this file again.
    baseURL: process.env.E2E_URL,
    browserName: "chromium",
    launchOptions: {
      executablePath: process.env.REGREEN_CHROMIUM,
      // Chromium's own sandbox does not start as root in a container; the pages are this project's.
      args: ["--no-sandbox"],
    },
    trace: "retain-on-failure",
  },
});
