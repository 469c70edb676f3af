import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { proposeAgentWorkflow } from "@/lib/domain/setup/propose-agent-workflow";
import { unpackTree } from "@/lib/tree-archive/unpack-tree";

function proposed(): string {
  const { text } = proposeAgentWorkflow();
  const lines = text.split("\n").filter((line) => line.startsWith("+") && !line.startsWith("+++"));
  return `${lines.map((line) => line.slice(1)).join("\n")}\n`;
}

it("the workflow for agents may read the contents, keeps no credentials, and takes no secret as an input", () => {
  const workflow = parse(proposed());
  expect(workflow.permissions).toEqual({});
  expect(workflow.jobs.repair.permissions).toEqual({ contents: "read" });
  expect(workflow.jobs.repair["cache-mode"]).toBe("none");
  expect(workflow.jobs.repair["timeout-minutes"]).toBeGreaterThan(0);
  expect(workflow.jobs.repair.steps[0].with).toMatchObject({ "persist-credentials": false });
  expect(Object.keys(workflow.on.workflow_dispatch.inputs)).toEqual(["commit", "brief", "prompt"]);
});

it("no more than the names of objects is sent, each as text that nothing interprets", () => {
  const { inputs } = parse(proposed()).on.workflow_dispatch;
  for (const input of Object.values(inputs)) expect(input).toMatchObject({ required: true, type: "string" });
});

it("what is handed back is what a commit would hold, whatever attributes say of line ends and exports", async () => {
  const root = mkdtempSync(join(tmpdir(), "pack-"));
  const [repository, temporary, tree] = ["repository", "temporary", "tree"].map((name) => join(root, name));
  if (repository === undefined || temporary === undefined || tree === undefined)
    throw new Error("three folders");
  for (const folder of [repository, temporary, tree, join(temporary, "regreen")]) mkdirSync(folder);
  const sh = (script: string) =>
    execFileSync("/bin/sh", ["-e", "-c", script], {
      cwd: repository,
      env: { ...process.env, HOME: root, RUNNER_TEMP: temporary },
    });
  writeFileSync(
    join(repository, ".gitattributes"),
    "*.txt text eol=crlf\nlost.js export-ignore\nstamp export-subst\n",
  );
  writeFileSync(join(repository, "kept.txt"), "one\r\ntwo\r\n");
  writeFileSync(join(repository, "lost.js"), "");
  writeFileSync(join(repository, "stamp"), "$Format:%H$");
  writeFileSync(join(repository, "tool"), "#!/bin/sh\n", { mode: 0o755 });
  symlinkSync("tool", join(repository, "link"));
  sh(
    "git init --quiet . && git add . && git -c user.name=a -c user.email=a@b.c commit --quiet -m one; rm tool link; ln -s stamp link; echo new > new",
  );
  const steps: { name?: string; run?: string }[] = parse(proposed()).jobs.repair.steps;
  sh(steps.find(({ name }) => name === "Pack the files")?.run ?? "exit 1");
  await unpackTree(readFileSync(join(temporary, "regreen/tree.tar.gz")), tree);
  expect(readdirSync(tree).sort()).toEqual([".gitattributes", "kept.txt", "link", "lost.js", "new", "stamp"]);
  expect(readFileSync(join(tree, "kept.txt"), "utf8")).toBe("one\ntwo\n");
  expect(readFileSync(join(tree, "stamp"), "utf8")).toBe("$Format:%H$");
  expect(readlinkSync(join(tree, "link"))).toBe("stamp");
  rmSync(root, { recursive: true });
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
