import { describe, expect, it } from "vitest";
import type { TokenConnections } from "@/lib/provider-api/token-access";
import { createSentry } from "@/lib/sentry";
import { type StubAnswer, startStubApi } from "@/tests/support/stub-api";

const sha = "d3b07384d113edec49eaa6238ad5ff00d3b07384";
const path = "/api/0/organizations/acme/issues/";

async function sentry(answer: StubAnswer) {
  const api = await startStubApi((request) => (request.path === path ? answer : null));
  const refused: string[] = [];
  const connections: TokenConnections = {
    open: async () => [
      { connectionId: "c1", token: "sntrys_x", settings: { organization: "acme" }, addedBy: "ada" },
    ],
    refused: async (_organizationId, id) => void refused.push(id),
  };
  return { api, refused, sentry: createSentry({ url: api.url }, connections) };
}

describe("Sentry", () => {
  it("tells the unresolved errors of releases named by the commit, most frequent first", async () => {
    const body = [
      {
        id: "1",
        title: "TypeError: x is undefined",
        culprit: "cart.total",
        count: "3",
        permalink: "https://s.io/1",
      },
      { id: "2", title: "RangeError", culprit: "", count: "40", permalink: "javascript:alert(1)" },
    ];
    const { sentry: tracker, api } = await sentry({ body });
    expect(await tracker.releaseIssues("o1", sha)).toEqual([
      { title: "RangeError", culprit: null, events: 40, url: api.url },
      { title: "TypeError: x is undefined", culprit: "cart.total", events: 3, url: "https://s.io/1" },
    ]);
    expect(api.requests[0]).toMatchObject({ method: "GET", authorization: "Bearer sntrys_x" });
    expect(api.requests[0]?.query.get("query")).toBe(`is:unresolved release:*${sha}`);
  });

  it("answers nothing and reports the connection when its token is refused", async () => {
    const { sentry: tracker, refused } = await sentry({ status: 401 });
    expect(await tracker.releaseIssues("o1", sha)).toEqual([]);
    expect(refused).toEqual(["c1"]);
  });
});
