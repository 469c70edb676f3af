import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const shared = {
  exclude: ["tests/lab/scenarios/**", "node_modules/**"],
  testTimeout: 120_000,
  hookTimeout: 120_000,
  // A second is not enough for a machine that has other work to do.
  expect: { poll: { timeout: 30_000 } },
};

const postgresSetup = ["tests/support/postgres-setup.ts"];

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)) } },
  test: {
    // Stories mostly wait for CI in the lab: two at a time keep two cores busy, where the default would take one.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: "unit",
          include: ["tests/unit/**/*.test.{ts,tsx}"],
          // Functions without a world of their own: loading them anew for each file costs as much as all their tests.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "contract",
          include: ["tests/contract/**/*.test.{ts,tsx}"],
          globalSetup: postgresSetup,
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "bench",
          include: ["tests/bench/**/*.test.{ts,tsx}"],
          globalSetup: postgresSetup,
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: "integration",
          include: ["tests/integration/**/*.test.{ts,tsx}"],
          globalSetup: postgresSetup,
        },
      },
    ],
  },
});
