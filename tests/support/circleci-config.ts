import { stringify } from "yaml";
import type { SmallRepository } from "./small-world";

const circleConfigPath = ".circleci/config.yml";

/** A job that checks out and runs one command, as CircleCI's configuration has it. */
export function circleJob(command = runLampTest, changes: object = {}) {
  return {
    docker: [{ image: "cimg/node:20.20" }],
    steps: ["checkout", { run: { name: "Run tests", command } }, { store_test_results: { path: "reports" } }],
    ...changes,
  };
}

/** Runs the lamp's test and leaves its results where CircleCI looks for them. */
export const runLampTest = [
  "mkdir -p reports",
  "node --test --test-reporter=spec --test-reporter-destination=stdout --test-reporter=junit --test-reporter-destination=reports/junit.xml",
].join("\n");

/** A small repository that only CircleCI builds, with this configuration. */
export function onCircleCi(kind: "oauth" | "app", configuration: object, files = {}): SmallRepository {
  const config = { version: 2.1, ...configuration };
  return {
    circleci: kind,
    files: { ".github/workflows/ci.yml": null, [circleConfigPath]: stringify(config), ...files },
  };
}
