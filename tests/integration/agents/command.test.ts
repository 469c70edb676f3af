import { describe, expect, it } from "vitest";
import { createCommandAgent } from "@/lib/agents/command";
import { CommandOptions } from "@/lib/domain/agent-settings";
import { briefWith } from "../../support/agents/brief";
import { changes, letWork } from "../../support/agents/workshop";

const files = { "a.txt": "one\n" };

function work(script: string, minutes = 1) {
  const agent = createCommandAgent({
    id: "script",
    secret: () => null,
    options: CommandOptions.parse({ kind: "command", command: ["/bin/sh", "-c", script] }),
  });
  return letWork(agent, files, briefWith({ repository: "acme/shop" }), minutes);
}

describe("any program as an agent", () => {
  it("gets the brief on standard input and the tree as its folder; what it changed is what it did", async () => {
    const { report, patch } = await work(
      `grep -q '"repository":"acme/shop"' && echo two > a.txt && echo Fixed.`,
    );
    expect(report).toEqual({ kind: "edited", notes: "Fixed." });
    expect(changes(patch)).toEqual(["-one", "+two"]);
  });

  it("chooses an honourable end by its last line", async () => {
    const { report } = await work("echo looked; echo 'REGREEN: cannot reproduce: passes here'");
    expect(report).toEqual({ kind: "gave_up", reason: "cannot_reproduce", notes: "passes here" });
  });

  it("has failed when it crashes, is missing, or does not end in time", async () => {
    expect((await work("echo broken >&2; exit 7")).report).toEqual({
      kind: "failed",
      notes: "It ended with exit code 7: broken",
    });
    expect((await work("kill -SEGV $$")).report.kind).toBe("failed");
    expect((await work("no-such-program-here")).report.notes).toContain("was not found in the sandbox");
    expect((await work("trap '' TERM; sleep 1000", 0.03)).report.notes).toContain("did not end in time");
  });

  it("finds no secret of ours in its environment", async () => {
    process.env.CANARY_OF_THE_TEST = "canary-value";
    const { said } = await work("env");
    delete process.env.CANARY_OF_THE_TEST;
    expect(said.join("\n")).not.toContain("canary-value");
  });
});
