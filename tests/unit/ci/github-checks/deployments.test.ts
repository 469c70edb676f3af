import { describe, expect, it } from "vitest";
import {
  type DeploymentReport,
  deploymentAttempts,
  deploymentLog,
  deploymentRunFacts,
  deploymentRunId,
} from "@/lib/ci/github-checks/deployments";
import { deploymentConclusion, isByActions } from "@/lib/domain/deployment";

const sha = "a".repeat(40);

function report(deploymentId: number, state: string, environment = "Preview"): DeploymentReport {
  const at = "2026-01-01T12:00:00Z";
  const words = { description: "", logUrl: null, environmentUrl: null };
  return { deploymentId, environment, state, ...words, createdAt: at, updatedAt: at };
}

describe("deployments of one commit", () => {
  it("to one environment are one run; a report after an end is the next attempt", () => {
    const [attempts = []] = deploymentAttempts([
      report(1, "queued"),
      report(1, "in_progress"),
      report(1, "failure"),
      report(2, "queued"),
      report(2, "success"),
    ]);
    expect(attempts.map((one) => `${one.deploymentId} ${one.state}`)).toEqual(["1 failure", "2 success"]);
    expect(deploymentRunId(attempts, sha)).toBe(`deployment-1-${sha}`);
  });

  it("to several environments are as many runs", () => {
    const groups = deploymentAttempts([report(1, "failure"), report(2, "success", "Docs")]);
    expect(groups.map(([one]) => one?.environment)).toEqual(["Preview", "Docs"]);
  });

  it("keep their end when a newer commit's deployment makes them inactive", () => {
    const [attempts] = deploymentAttempts([report(1, "failure"), report(1, "inactive")]);
    expect(attempts?.map(({ state }) => state)).toEqual(["failure"]);
  });

  it.each([
    ["success", "completed", "success"],
    ["failure", "completed", "failure"],
    ["error", "completed", "failure"],
    ["queued", "in_progress", null],
    ["in_progress", "in_progress", null],
    ["a state that GitHub adds later", "in_progress", null],
  ])("whose state is %s are %s with conclusion %s", (state, status, conclusion) => {
    expect(deploymentRunFacts("id", sha, report(1, state), 1)).toMatchObject({ status, conclusion });
    expect(deploymentConclusion(state)).toBe(conclusion);
  });

  it("say in their log what the service said, and where its own log is", () => {
    const said = {
      description: "Exit code 1",
      logUrl: "https://d.example/1",
      environmentUrl: "https://e.example",
    };
    expect(deploymentLog({ ...report(1, "error"), ...said })).toBe(
      "Deployment to Preview failed: Exit code 1\nLog: https://d.example/1\nEnvironment: https://e.example",
    );
  });

  it("count apart from the workflow that made them only where GitHub Actions did not", () => {
    expect(isByActions({ creatorLogin: "github-actions[bot]", appSlug: null })).toBe(true);
    expect(isByActions({ creatorLogin: "will", appSlug: "github-actions" })).toBe(true);
    expect(isByActions({ creatorLogin: "vercel[bot]", appSlug: "vercel" })).toBe(false);
  });
});
