import { describe, expect, it } from "vitest";
import { parseAgentForm } from "@/app/[organization]/agents/parse-agent-form";
import { AgentOptions } from "@/lib/domain/agent-settings";

function form(fields: Record<string, string>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  return data;
}

const model = {
  "model.protocol": "openai",
  "model.endpoint": "https://api.openai.com/v1",
  "model.model": "m",
};

describe("the form of an agent", () => {
  it("becomes options that fit the schema, what is empty being left to its default", () => {
    const parsed = parseAgentForm(
      form({
        name: " opencode ",
        kind: "acp",
        preset: "opencode",
        permissionMode: "default",
        environment: "A=1\r\nB=x=y",
        secret: "sk",
        "model.price.inputUsdPerMillion": "3",
        "model.price.outputUsdPerMillion": "15",
        "limits.minutes": "",
        "limits.tokensMax": "1000",
        ...model,
      }),
    );
    expect(parsed.name).toBe("opencode");
    expect(parsed.secret).toBe("sk");
    expect(AgentOptions.parse(parsed.options)).toMatchObject({
      preset: "opencode",
      command: null,
      environment: { A: "1", B: "x=y" },
      model: { model: "m", price: { inputUsdPerMillion: 3, outputUsdPerMillion: 15 } },
      limits: { minutes: null, tokensMax: 1000, toolCallsMax: 200 },
    });
  });

  it("keeps arguments as they are, one a line, and a program without a model has none", () => {
    const parsed = parseAgentForm(
      form({ name: "own", kind: "command", command: "repair\n--with spaces\n", ...model }),
    );
    expect(AgentOptions.parse(parsed.options)).toMatchObject({
      command: ["repair", "--with spaces"],
      model: null,
    });
    expect(parsed.secret).toBeUndefined();
  });

  it("lets the schema refuse words where numbers belong", () => {
    const parsed = parseAgentForm(
      form({ name: "own", kind: "builtin", ...model, "limits.tokensMax": "many" }),
    );
    expect(AgentOptions.safeParse(parsed.options).success).toBe(false);
  });
});
