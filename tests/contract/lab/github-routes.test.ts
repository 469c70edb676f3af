import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type WalkedAnswer, walkGitHub } from "@/tests/support/lab/github-walk";
import { GitHubSchemas } from "@/tests/support/lab/schemas";
import { startTestLab, type TestLab } from "@/tests/support/lab/start-lab";

let lab: TestLab;
let answers: WalkedAnswer[];
const schemas = new GitHubSchemas();

beforeAll(async () => {
  lab = await startTestLab();
  answers = await walkGitHub(lab);
}, 180_000);
afterAll(() => lab.remove());

/** What is published for these asks an account to be a user and an enterprise at once. */
const impossible: ReadonlySet<string> = new Set([
  "get /app/installations",
  "get /app/installations/{installation_id}",
]);

/** `get /repos/{}/{}`, from the lab's way of writing a route and from GitHub's. */
function shapeOf(method: string, path: string): string {
  // The only format that there is.
  const fixed = path.replace("{archive_format}", "zip");
  return `${method.toLowerCase()} ${fixed.replaceAll(/:\w+(?:\{[^/]*\})?|\{\w+\}/g, "{}")}`;
}

describe("every route of the lab's GitHub", () => {
  it("is walked here: a new one without a contract fails", () => {
    const walked = new Set(answers.map(({ operation }) => shapeOf("", operation).trimStart()));
    const routes = lab.routes.github.map(({ method, path }) => shapeOf(method, path));
    expect(routes.length).toBeGreaterThan(80);
    expect(routes.filter((route) => !walked.has(route))).toEqual([]);
  });

  it("answers in the form that GitHub publishes", () => {
    const problems = answers
      .filter(({ operation }) => !impossible.has(operation))
      .flatMap(({ checkedAs, status, body }) => schemas.problemsOfAnswer(checkedAs, status, body));
    expect([...new Set(problems)]).toEqual([]);
  });

  it("answers an app's installations one by one as the organization's own", () => {
    const bodies = answers.filter(({ operation }) => impossible.has(operation)).map(({ body }) => body);
    expect(bodies).toHaveLength(impossible.size);
    const problems = bodies
      .flat()
      .flatMap((body) => schemas.problemsOfAnswer("get /orgs/{org}/installation", 200, body));
    expect(problems).toEqual([]);
  });
});
