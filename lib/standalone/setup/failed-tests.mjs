import { relative } from "node:path";

/** Names of what failed, by Vitest's JSON report. A file that cannot even be loaded has no test in it, and still has failed. */
export function failedByVitest(report, root) {
  return (report?.testResults ?? [])
    .filter(({ status }) => status === "failed")
    .flatMap((file) => {
      const name = relative(root, file.name);
      const failed = file.assertionResults.filter(({ status }) => status === "failed");
      return failed.length === 0 ? [name] : failed.map(({ fullName }) => `${name} › ${fullName}`);
    });
}

/** The same by Playwright's JSON report, whose suites stand in each other. */
export function failedByPlaywright(report) {
  return (report?.suites ?? []).flatMap(failedIn);
}

function failedIn({ specs = [], suites = [] }) {
  const own = specs.filter(({ ok }) => !ok).map(({ file, title }) => `tests/e2e/${file} › ${title}`);
  return [...own, ...suites.flatMap(failedIn)];
}
