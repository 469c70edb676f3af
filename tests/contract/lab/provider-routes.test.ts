import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import type { LabProvider } from "@/tests/lab/provider-requests";
import { type ProviderAnswer, walkProviders } from "@/tests/support/lab/provider-walk";
import { publishedByBuildkite } from "@/tests/support/lab/published/buildkite";
import { publishedByCircleCi } from "@/tests/support/lab/published/circleci";
import { publishedByVercel } from "@/tests/support/lab/published/vercel";
import { startTestLab, type TestLab } from "@/tests/support/lab/start-lab";

let lab: TestLab;
let answers: Record<LabProvider, ProviderAnswer[]>;

beforeAll(async () => {
  lab = await startTestLab({ webhookUrl: null, rerunsAllowed: true });
  answers = await walkProviders(lab);
}, 180_000);
afterAll(() => lab.remove());

const published: Record<LabProvider, Readonly<Record<string, z.ZodType>>> = {
  circleci: publishedByCircleCi,
  buildkite: publishedByBuildkite,
  vercel: publishedByVercel,
};

/** Pages that people see, whose form nobody publishes. */
const pages: ReadonlySet<string> = new Set([
  "GET /oauth/authorize",
  "POST /oauth/authorize",
  "POST /oauth/register",
  "POST /oauth/token",
  "GET /pipelines/*",
]);

describe.each(["circleci", "buildkite", "vercel"] as const)("every route of the lab's %s", (provider) => {
  it("has a contract and is walked here: a new one without fails", () => {
    const walked = new Set(answers[provider].map(({ route }) => route));
    const routes = lab.routes[provider]
      .map(({ method, path }) => `${method} ${path}`)
      .filter((route) => !pages.has(route));
    expect(routes.length).toBeGreaterThan(5);
    expect(routes.filter((route) => published[provider][route] === undefined)).toEqual([]);
    expect(routes.filter((route) => !walked.has(route))).toEqual([]);
  });

  it("answers in the form that is published", () => {
    const problems = answers[provider].flatMap(({ route, status, body }) => {
      const parsed = published[provider][route]?.safeParse(body);
      const issues = parsed?.error?.issues ?? [];
      return [
        ...(status < 400 ? [] : [`${route} answered ${status}`]),
        ...issues.map((issue) => `${route} ${issue.path.join(".")}: ${issue.message}`),
      ];
    });
    expect([...new Set(problems)]).toEqual([]);
  });
});
