import { describe, expect, it } from "vitest";
import { readNotice } from "@/lib/ci/circleci/webhook";

const sha = "fbf2db965801cfb4d7f7c0197a0ef564cac87d85";
const payload = {
  id: "056f4365-ec92-4663-94c3-33661eb1c281",
  type: "workflow-completed",
  happened_at: "2026-02-03T09:14:02.700Z",
  webhook: { id: "bb197feb-9de1-46d3-901e-f7a6af40eb81", name: "Regreen" },
  project: { id: "project-1", name: "widget", slug: "github/example-org/widget" },
  organization: { id: "organization-1", name: "example-org" },
  workflow: { id: "workflow-1", name: "build-and-test", status: "failed" },
  pipeline: { id: "pipeline-1", number: 41, vcs: { revision: sha, branch: "half-up" } },
};

describe("a CircleCI webhook's body", () => {
  it("is read in the form of projects that came through the OAuth app", () => {
    expect(readNotice(payload)).toEqual({
      kind: "notice",
      notice: {
        id: payload.id,
        type: "workflow-completed",
        projectId: "project-1",
        organizationId: "organization-1",
        workflowId: "workflow-1",
        headSha: sha,
        branch: "half-up",
      },
    });
  });

  it("is read in the form of projects that came through the GitHub App", () => {
    const { vcs: _vcs, ...pipeline } = payload.pipeline;
    const git = { checkout_sha: sha, branch: "half-up", tag: "" };
    expect(readNotice({ ...payload, pipeline: { ...pipeline, trigger_parameters: { git } } })).toMatchObject({
      kind: "notice",
      notice: { headSha: sha, branch: "half-up" },
    });
  });

  it("may be the test ping of CircleCI's form", () => {
    expect(readNotice({ type: "ping", id: payload.id, webhook: payload.webhook })).toEqual({ kind: "ping" });
  });

  it("may be of an event that is not known here, in whatever form", () => {
    expect(readNotice({ type: "context-rotated", id: payload.id, secret: {} })).toEqual({
      kind: "unknown",
      type: "context-rotated",
    });
  });

  it("may have more fields than are known, and a job", () => {
    const body = { ...payload, type: "job-completed", job: { id: "job-1" }, surprise: [1] };
    expect(readNotice(body)).toMatchObject({ kind: "notice", notice: { type: "job-completed" } });
  });

  it.each([
    ["nothing", null],
    ["no object", "text"],
    ["without a project", { ...payload, project: undefined }],
    ["without an organization", { ...payload, organization: undefined }],
    ["without a commit", { ...payload, pipeline: { id: "pipeline-1" } }],
    ["with a commit that is none", { ...payload, pipeline: { vcs: { revision: "HEAD; rm -rf /" } } }],
    ["with an id that is none", { ...payload, id: "../../etc" }],
  ])("is refused with a reason when it is %s", (_what, body) => {
    const read = readNotice(body);
    expect(read.kind).toBe("unusable");
    expect(read.kind === "unusable" && read.reason).toMatch(/\w/);
  });
});
