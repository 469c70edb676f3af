import { expect, it } from "vitest";
import { AgentOptions } from "@/lib/domain/agent-settings";
import { whyNotElsewhere } from "@/lib/domain/why-not-elsewhere";

const model = { protocol: "openai", endpoint: "https://api.openai.com/v1", model: "m" };

it.each([
  ["an agent that is spoken with", { kind: "acp", preset: "codex", model }, "cannot be spoken with"],
  ["a command that asks a model", { kind: "command", command: ["x"], model }, "reach no model"],
  ["a command alone", { kind: "command", command: ["x"] }, null],
  ["the built-in agent", { kind: "builtin", model }, null],
  ["an agent behind HTTP", { kind: "rest", url: "https://agent.example/runs" }, null],
  ["an agent in Actions", { kind: "actions" }, null],
])(
  "whether %s works behind a sandbox on another machine is told, with what to take instead",
  (_, options, words) => {
    const reason = whyNotElsewhere(AgentOptions.parse(options));
    if (words === null) expect(reason).toBeNull();
    else expect(reason).toMatch(new RegExp(`${words}.*builtin agent`));
  },
);
