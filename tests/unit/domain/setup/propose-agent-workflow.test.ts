import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { proposeAgentWorkflow } from "@/lib/domain/setup/propose-agent-workflow";

function proposed(): string {
  const { text } = proposeAgentWorkflow();
  const lines = text.split("\n").filter((line) => line.startsWith("+") && !line.startsWith("+++"));
  return `${lines.map((line) => line.slice(1)).join("\n")}\n`;
}

it("the workflow for agents may read the contents, keeps no credentials, and takes no secret as an input", () => {
  const workflow = parse(proposed());
  expect(workflow.permissions).toEqual({});
  expect(workflow.jobs.repair.permissions).toEqual({ contents: "read" });
  expect(workflow.jobs.repair["timeout-minutes"]).toBeGreaterThan(0);
  expect(workflow.jobs.repair.steps[0].with).toMatchObject({ "persist-credentials": false });
  expect(Object.keys(workflow.on.workflow_dispatch.inputs)).toEqual(["commit", "brief", "prompt"]);
});

it("no input is put into a script's text, where it could become code", () => {
  for (const step of parse(proposed()).jobs.repair.steps) expect(step.run ?? "").not.toContain("${{");
});

it("the proposal is a diff that makes the whole file", () => {
  const { file, text } = proposeAgentWorkflow();
  expect(file).toBe(".github/workflows/regreen-agent.yml");
  expect(text).toContain(`@@ -0,0 +1,${proposed().trimEnd().split("\n").length} @@`);
});

it("docs/sandbox.md shows the same file", () => {
  expect(readFileSync("docs/sandbox.md", "utf8")).toContain(proposed());
});
