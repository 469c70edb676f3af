import { normalPath } from "./normal-path";

const testFolders =
  /(?:^|\/)(?:tests?|__tests__|specs?|__mocks__|test-data|testdata|fixtures|__snapshots__|e2e|cypress)\//;

/** Name forms by which test runners find their files; all lower case. */
const testNames = [
  /[._-](?:test|tests|spec|specs|e2e)\.[a-z]+$/,
  /(?:^|\/)tests?\.[a-z]+$/,
  /(?:^|\/)test_[^/]*\.py$/,
  /(?:^|\/)conftest\.py$/,
  /_test\.(?:go|py|rb|rs|exs|sh)$/,
  /(?:^|\/)test[-_][^/]*\.(?:sh|bash|js|mjs|cjs|ts|rb)$/,
  /_spec\.rb$/,
  /\.bats$/,
];

/** `CalculatorTest.java`, `OrderTests.cs`: the capital tells it from `latest.java`, so the spelling as given is looked at. */
const testClass =
  /(?:^|\/)(?:Test[A-Z]\w*|\w*(?:Test|Tests|TestCase|Spec|IT))\.(?:java|kt|scala|groovy|cs|php|swift)$/;

/** Whether a file belongs to the tests (cases, fixtures, snapshots), by the names that test runners use. */
export function isTestPath(path: string): boolean {
  const normal = normalPath(path);
  return testFolders.test(normal) || testNames.some((name) => name.test(normal)) || testClass.test(path);
}

/** A recorded expectation that a runner compares with and can rewrite. */
export function isSnapshotPath(path: string): boolean {
  return /(?:(?:^|\/)__snapshots__\/|\.snap$|\.ambr$|\.(?:approved|verified)\.[a-z]+$|\.golden$|(?:^|\/)__image_snapshots__\/)/.test(
    normalPath(path),
  );
}
