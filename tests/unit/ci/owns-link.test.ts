import { describe, expect, it } from "vitest";
import { isOfSamePipeline } from "@/lib/ci/buildkite/map";
import { isOfSameWorkflow } from "@/lib/ci/circleci/map";
import { isOfSameProject } from "@/lib/ci/vercel/map";

describe("a report on GitHub", () => {
  const build = "https://buildkite.com/acme/shop/builds/7";
  it.each([
    [build, true],
    [`${build}#018f-job`, true],
    ["https://buildkite.com/acme/shop/builds/8", true],
    ["https://buildkite.com/acme/shop-nightly/builds/7", false],
    ["https://buildkite.com/evil/shop/builds/7", false],
    ["https://ci.example/?x=https://buildkite.com/acme/shop/builds/7", false],
  ])("by %s tells of the same pipeline as a build of acme/shop: %s", (link, same) => {
    expect(isOfSamePipeline(link, build)).toBe(same);
  });

  const deployment = "https://vercel.com/acme/web/8fKq2";
  it.each([
    [deployment, true],
    ["https://vercel.com/acme/web/another", true],
    ["https://web-k3x9d2abc-acme.vercel.app", true],
    ["https://web-git-feature-login-acme.vercel.app/", true],
    ["https://vercel.com/acme/web-admin/8fKq2", false],
    ["https://web-admin-k3x9d2abc-acme.vercel.app", false],
    ["https://web-k3x9d2abc-evil.vercel.app", false],
    ["https://web-acme.vercel.app", false],
    ["https://web-k3x9d2abc-acme.vercel.app.evil.example", false],
  ])("by %s tells of the same project as a deployment of acme/web: %s", (link, same) => {
    expect(isOfSameProject(link, deployment)).toBe(same);
  });

  const workflow = "https://app.circleci.com/pipelines/workflows/515ac20a-ad93-4bac-b3ba-0fe77118104b";
  const page = "https://app.circleci.com/pipelines/github/acme/shop/41";
  it.each([
    [`${page}/workflows/515ac20a-ad93-4bac-b3ba-0fe77118104b/jobs/97`, true],
    [`${page}/workflows/515ac20a-ad93-4bac-b3ba-0fe77118104b`, true],
    [`${page}/workflows/75eb8a0b-f9d2-456b-8ccb-b1e341b4eff7/jobs/97`, false],
    [page, false],
  ])("by %s tells of the same CircleCI workflow: %s", (link, same) => {
    expect(isOfSameWorkflow(link, workflow)).toBe(same);
  });

  it("tells of nothing that a run without an address tells", () => {
    expect(isOfSamePipeline(build, null)).toBe(false);
    expect(isOfSameProject(deployment, null)).toBe(false);
  });
});
