/** How a test runner is made to write a report that names every test. */
export interface Reporter {
  /** Behind the runner's own arguments. */
  flags?: string;
  /** For the step's environment: reaches the runner through any script. */
  environment?: Readonly<Record<string, string>>;
  /** The program to put in its place, where the runner itself cannot. */
  instead?: readonly [of: string, by: string];
  /** What has to be there first, as a sentence. */
  needs?: string;
  /** Where the report then is, as a pattern of upload steps. */
  path: string;
}

/**
 * By the name that evidence gives a runner. Built-in reporters before packages; runners that always write reports need only
 * the upload.
 */
export const reporters: Readonly<Record<string, Reporter>> = {
  jest: { flags: "--json --outputFile=reports/jest.json", path: "reports/" },
  vitest: {
    flags: "--reporter=default --reporter=junit --outputFile.junit=reports/junit.xml",
    path: "reports/",
  },
  mocha: {
    flags: "--reporter json --reporter-option output=reports/mocha.json",
    needs: "Mocha has one reporter at a time: the log then shows no tests, the report does.",
    path: "reports/",
  },
  "node:test": {
    flags:
      "--test-reporter=spec --test-reporter-destination=stdout --test-reporter=junit --test-reporter-destination=junit.xml",
    path: "junit.xml",
  },
  playwright: {
    flags: "--reporter=list,junit",
    environment: { PLAYWRIGHT_JUNIT_OUTPUT_NAME: "reports/junit.xml" },
    path: "reports/",
  },
  cypress: {
    flags: "--reporter junit --reporter-options mochaFile=reports/junit-[hash].xml",
    path: "reports/",
  },
  pytest: { environment: { PYTEST_ADDOPTS: "--junitxml=reports/junit.xml" }, path: "reports/" },
  tox: {
    environment: {
      PYTEST_ADDOPTS: "--junitxml=reports/junit.xml",
      TOX_OVERRIDE: "testenv.pass_env=PYTEST_ADDOPTS",
    },
    path: "reports/",
  },
  unittest: {
    instead: ["-m unittest", "-m xmlrunner --output-file reports/junit.xml"],
    needs: "Install unittest-xml-reporting before this step.",
    path: "reports/",
  },
  "go test": {
    instead: ["go test", "go run gotest.tools/gotestsum@v1.12.0 --format testname --junitfile junit.xml --"],
    path: "junit.xml",
  },
  "cargo test": {
    instead: ["cargo test", "cargo nextest run"],
    needs:
      'Install cargo-nextest before this step and add to .config/nextest.toml: [profile.default.junit] with path = "junit.xml".',
    path: "target/nextest/default/junit.xml",
  },
  nextest: {
    needs: 'Add to .config/nextest.toml: [profile.default.junit] with path = "junit.xml".',
    path: "target/nextest/default/junit.xml",
  },
  surefire: { path: "**/target/surefire-reports/*.xml" },
  gradle: { path: "**/build/test-results/**/*.xml" },
  sbt: { path: "**/target/test-reports/*.xml" },
  rspec: {
    flags: "--format progress --format RspecJunitFormatter --out reports/rspec.xml",
    needs: "Add the gem rspec_junit_formatter to the Gemfile.",
    path: "reports/",
  },
  minitest: {
    flags: "--junit --junit-filename=reports/junit.xml",
    needs: "Add the gem minitest-junit to the Gemfile.",
    path: "reports/",
  },
  phpunit: { flags: "--log-junit reports/junit.xml", path: "reports/" },
  pest: { flags: "--log-junit reports/junit.xml", path: "reports/" },
  ExUnit: {
    flags: "--formatter ExUnit.CLIFormatter --formatter JUnitFormatter",
    needs: "Add the package junit_formatter to mix.exs for the test environment.",
    path: "_build/test/lib/**/test-junit-report.xml",
  },
  "dotnet test": { flags: "--logger trx --results-directory reports", path: "reports/" },
  ctest: { flags: "--output-junit junit.xml", path: "**/junit.xml" },
  gtest: { environment: { GTEST_OUTPUT: "xml:reports/" }, path: "**/reports/*.xml" },
  bats: { flags: "--report-formatter junit --output .", path: "report.xml" },
  "dart test": {
    instead: ["dart test", "dart run test --reporter=expanded --file-reporter=json:dart-test.json"],
    needs:
      "Turn it into JUnit XML with the package junitreport: tojunit --input dart-test.json --output junit.xml.",
    path: "junit.xml",
  },
  flutter: {
    flags: "--file-reporter=json:flutter-test.json",
    needs:
      "Turn it into JUnit XML with the package junitreport: tojunit --input flutter-test.json --output junit.xml.",
    path: "junit.xml",
  },
  XCTest: { flags: "--parallel --xunit-output junit.xml", path: "junit.xml" },
};
