import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { agentWorkflowText } from "@/lib/domain/setup/propose-agent-workflow";
import { runInActions } from "@/lib/loops/repair/run-in-actions";
import { endWithAgents } from "../../support/end-with-agents";
import { startWorld, type World } from "../../support/world";

vi.setConfig({ testTimeout: 300_000 });

// An agent that works only in the repository's own Actions, for an installation that has nothing to run code in.

let world: World;
let organizationId: string;

beforeAll(async () => {
  world = await startWorld({ scenariosFolder: "tests/lab/scenarios" });
  world.ctx.sandbox = { found: false, reason: "Nothing can be run on this machine." };
  organizationId = (await world.db.organization.findFirstOrThrow({ where: { login: "acme" } })).id;
});
afterAll(() => world.stop());

/** Puts a workflow with this agent on the default branch, and lets it be the only one that a pull request has. */
async function endWith(name: string, run: readonly string[], minutes = 2) {
  const workflow = `${name}.yml`;
  await world.lab.control.pushCommit({
    repository: "acme/toolbelt",
    branch: "main",
    author: "ada",
    message: `Add ${workflow} [skip ci]`,
    files: { [`.github/workflows/${workflow}`]: agentWorkflowText(run.map((line) => `          ${line}`)) },
  });
  const loop = await endWithAgents(world, name, [
    { name, options: { kind: "actions", workflow, limits: { minutes } } },
  ]);
  return { loop, runs: await runsOf(workflow, loop.organization.installationId) };
}

async function runsOf(workflow: string, installationId: bigint) {
  const octokit = await world.ctx.github.octokit(installationId);
  const of = { owner: "acme", repo: "toolbelt", workflow_id: workflow };
  return (await octokit.rest.actions.listWorkflowRuns(of)).data.workflow_runs;
}

describe("an agent that works in the repository's own Actions", () => {
  it("repairs a test bug there, with the brief and nothing else, and CI proves it", async () => {
    const { loop, runs } = await endWith("in-actions", [
      `jq -e '.task == "ci-repair"' "$RUNNER_TEMP/brief.json"`,
      `grep -q . "$RUNNER_TEMP/prompt.md"`,
      "sed -i 's/hasNext: start + size <= /hasNext: start + size < /' src/pageWindow.js",
      `echo 'The last page had one too many.' > "$RUNNER_TEMP/regreen/words.txt"`,
    ]);
    expect(loop).toMatchObject({ outcome: "fixed", category: "test", proof: { level: "tests" } });
    expect(runs).toMatchObject([{ event: "workflow_dispatch", conclusion: "success" }]);
    const session = await world.db.agentSession.findFirstOrThrow({ where: { loopId: loop.id } });
    expect(session.notes).toContain("The last page had one too many.");
  });

  it("may say that it found a real bug, and nothing of its tree is taken", async () => {
    const { loop } = await endWith("gives-up-in-actions", [
      "sed -i 's/hasNext: start + size <= /hasNext: start + size < /' src/pageWindow.js",
      `echo 'REGREEN: real bug: the owner decides what a page is' > "$RUNNER_TEMP/regreen/words.txt"`,
    ]);
    expect(loop).toMatchObject({ outcome: "escalated", repairPullRequestNumber: null });
    expect(loop.endReason).toContain("the owner decides what a page is");
  });

  it("is judged by the same patch gate", async () => {
    const { loop } = await endWith("deletes-in-actions", ["rm test/pageWindow.test.js"]);
    expect(loop).toMatchObject({ outcome: "blocked" });
  });

  it.each([
    {
      name: "packs-a-way-out",
      run: [
        "mkdir fake && echo x > fake/out",
        'printf \'#!/bin/sh\\ntar --create --gzip --file "$RUNNER_TEMP/regreen/tree.tar.gz" -P --transform "s,^,../," fake\\n\' > fake/git',
        'chmod +x fake/git && echo "$PWD/fake" >> "$GITHUB_PATH"',
      ],
      words: "names a path outside of the tree",
    },
    { name: "hands-nothing-back", run: ["rm -rf .git"], words: "It left no artifact regreen-tree." },
  ])("that $name is refused in words, and nothing of it is taken", async ({ name, run, words }) => {
    const { loop } = await endWith(name, run);
    expect(loop).toMatchObject({ outcome: "escalated", repairPullRequestNumber: null });
    const attempt = await world.db.attempt.findFirstOrThrow({ where: { loopId: loop.id } });
    expect(attempt.reason).toContain(words);
  });

  it("never starts for a fork, whose code would run beside the repository's secrets", async () => {
    const loop = await world.db.repairLoop.findFirstOrThrow({
      where: { organizationId },
      include: { pullRequest: true, repository: true, organization: true },
    });
    const fork = { ...loop, pullRequest: { ...loop.pullRequest, headRepositoryId: null } };
    const before = (await runsOf("in-actions.yml", loop.organization.installationId)).length;
    const run = runInActions(world.ctx, fork, loop.headSha, new AbortController().signal);
    const end = await run({
      workflow: "in-actions.yml",
      brief: "{}",
      prompt: "",
      deadlineMs: Date.now() + 60_000,
      onStarted: () => {},
    });
    expect(end).toMatchObject({ kind: "none", reason: expect.stringContaining("Nothing of a fork runs") });
    expect(await runsOf("in-actions.yml", loop.organization.installationId)).toHaveLength(before);
  });

  it("is cancelled at its time limit, and the loop says so", async () => {
    const { loop, runs } = await endWith("hangs-in-actions", ["sleep 864301"], 0.1);
    expect(loop.outcome).toBe("escalated");
    const attempt = await world.db.attempt.findFirstOrThrow({ where: { loopId: loop.id } });
    expect(attempt.reason).toContain("did not end in time");
    expect(runs).toMatchObject([{ conclusion: "cancelled" }]);
  });
});
