import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Only for `npm run test:agents`: these tests need CLIs that are no dependency. */
export default defineConfig({
  root: fileURLToPath(new URL("../..", import.meta.url)),
  resolve: { alias: { "@": fileURLToPath(new URL("../..", import.meta.url)) } },
  test: {
    include: ["tests/agents/**/*.test.ts"],
    globalSetup: ["tests/support/postgres-setup.ts"],
    testTimeout: 300_000,
    hookTimeout: 120_000,
    fileParallelism: false,
  },
});
