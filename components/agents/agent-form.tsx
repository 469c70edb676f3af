"use client";

import { type ReactNode, useActionState, useEffect, useState } from "react";
import { toast } from "sonner";
import { AcpPreset, type AgentOptions, modelSettingsOf } from "@/lib/domain/agent-settings";
import { ModelProtocol } from "@/lib/domain/model";
import { agentWorkflowName, proposeAgentWorkflow } from "@/lib/domain/setup/propose-agent-workflow";
import type { ActionResult } from "../action-button";
import { ProposedChanges } from "../evidence/proposed-changes";
import { KeptForm } from "../kept-form";
import { Button } from "../ui/button";
import { Input } from "../ui/input";
import { Select } from "../ui/select";

export type AgentFormResult = ActionResult & { problems?: Record<string, string> };

interface AgentFormProps {
  /** The agent that is changed; null for a new one. */
  agent: { name: string; options: AgentOptions; hasSecret: boolean } | null;
  hosts: readonly string[];
  save: (before: AgentFormResult | null, form: FormData) => Promise<AgentFormResult>;
}

const kindWords: Record<AgentOptions["kind"], string> = {
  acp: "Agent Client Protocol",
  builtin: "Built-in, with a model of yours",
  command: "Any program",
  rest: "An agent behind HTTP",
  actions: "In the repository's own GitHub Actions",
};

const presetWords: Record<AcpPreset, string> = {
  claude: "Claude Code",
  codex: "Codex",
  opencode: "opencode",
  gemini: "Gemini CLI",
  copilot: "Copilot CLI",
  custom: "Another one",
};

const protocolWords: Record<ModelProtocol, string> = {
  anthropic: "Anthropic",
  openai: "OpenAI",
  gemini: "Gemini",
};

/** Sets an agent up or changes it. What its kind does not need is not shown, and not sent. */
export function AgentForm({ agent, hosts, save }: AgentFormProps) {
  const [result, submit, isPending] = useActionState(save, null);
  const [kind, setKind] = useState<AgentOptions["kind"]>(agent?.options.kind ?? "acp");
  const options = agent?.options.kind === kind ? agent.options : null;
  const model = options === null ? null : modelSettingsOf(options);
  const [preset, setPreset] = useState(options?.kind === "acp" ? options.preset : "opencode");
  const [usesModel, setUsesModel] = useState(model !== null);

  useEffect(() => {
    if (result === null) return;
    if (result.ok) toast.success(result.message);
    else toast.error(result.message);
  }, [result]);

  const field = (name: string, title: string, control: ReactNode, hint?: string) => (
    <Field name={name} title={title} hint={hint} problem={result?.problems?.[name]}>
      {control}
    </Field>
  );
  const text = (name: string, value: string | number | null | undefined, placeholder = "") => (
    <Input id={name} name={name} defaultValue={value ?? ""} placeholder={placeholder} autoComplete="off" />
  );
  const asksModel = kind === "acp" || kind === "builtin" || (kind === "command" && usesModel);

  return (
    <KeptForm action={submit} result={result} className="p-4">
      <fieldset disabled={isPending} className="grid gap-4 md:grid-cols-2">
        {field(
          "name",
          "Name",
          <Input id="name" name="name" defaultValue={agent?.name ?? ""} readOnly={agent !== null} required />,
          "As it stands in the order of agents.",
        )}
        {field(
          "kind",
          "Kind",
          <Select
            id="kind"
            name="kind"
            className="w-full"
            value={kind}
            onChange={(event) => setKind(event.target.value as AgentOptions["kind"])}
          >
            {Object.entries(kindWords).map(([value, title]) => (
              <option key={value} value={value}>
                {title}
              </option>
            ))}
          </Select>,
        )}
        {kind === "acp" &&
          field(
            "preset",
            "Agent",
            <Select
              id="preset"
              name="preset"
              className="w-full"
              value={preset}
              onChange={(event) => setPreset(AcpPreset.parse(event.target.value))}
            >
              {AcpPreset.options.map((option) => (
                <option key={option} value={option}>
                  {presetWords[option]}
                </option>
              ))}
            </Select>,
          )}
        {kind === "acp" &&
          field(
            "permissionMode",
            "Permissions",
            <Select
              id="permissionMode"
              name="permissionMode"
              className="w-full"
              defaultValue={options?.kind === "acp" ? options.permissionMode : "default"}
            >
              <option value="default">Answer each question from the scope rules</option>
              <option value="bypass">Allow whatever stays in the repository</option>
            </Select>,
          )}
        {(kind === "command" || (kind === "acp" && preset === "custom")) &&
          field(
            "command",
            "Command",
            <TextArea
              name="command"
              value={options !== null && "command" in options ? (options.command ?? []).join("\n") : ""}
            />,
            "Program and arguments, one a line. No shell reads them.",
          )}
        {(kind === "command" || kind === "acp") &&
          field(
            "environment",
            "Environment",
            <TextArea
              name="environment"
              value={
                options !== null && "environment" in options
                  ? Object.entries(options.environment)
                      .map(([name, value]) => `${name}=${value}`)
                      .join("\n")
                  : ""
              }
            />,
            "NAME=value, one a line. Not for secrets: the repository's code can read them.",
          )}
        {kind === "command" && (
          <label className="flex items-center gap-2 text-[13px] md:col-span-2">
            <input
              type="checkbox"
              name="usesModel"
              checked={usesModel}
              onChange={(event) => setUsesModel(event.target.checked)}
            />
            It asks a model
          </label>
        )}
        {asksModel && (
          <>
            <Heading>The model that it asks</Heading>
            {field(
              "model.protocol",
              "Protocol",
              <Select
                id="model.protocol"
                name="model.protocol"
                className="w-full"
                defaultValue={model?.protocol ?? "anthropic"}
              >
                {ModelProtocol.options.map((option) => (
                  <option key={option} value={option}>
                    {protocolWords[option]}
                  </option>
                ))}
              </Select>,
            )}
            {field(
              "model.endpoint",
              "Endpoint",
              text("model.endpoint", model?.endpoint, "https://api.anthropic.com/v1"),
              `Permitted here: ${hosts.join(", ") || "none"}.`,
            )}
            {field(
              "model.model",
              "Model",
              text("model.model", model?.model),
              "Empty: that of the pull request's last session with this protocol. Never another.",
            )}
            {field(
              "secret",
              "Key",
              <Secret hasSecret={agent?.hasSecret ?? false} />,
              "It never leaves our side.",
            )}
            {field(
              "model.price.inputUsdPerMillion",
              "Price of a million input tokens",
              text("model.price.inputUsdPerMillion", model?.price?.inputUsdPerMillion),
              "In US dollars. Empty: money is not counted.",
            )}
            {field(
              "model.price.outputUsdPerMillion",
              "Price of a million output tokens",
              text("model.price.outputUsdPerMillion", model?.price?.outputUsdPerMillion),
            )}
          </>
        )}
        {kind === "actions" && (
          <>
            {field(
              "workflow",
              "Workflow",
              text("workflow", options?.kind === "actions" ? options.workflow : "", agentWorkflowName),
              "Its file name on each repository's default branch. Its key is a secret there and never comes here.",
            )}
            <div className="md:col-span-2">
              <ProposedChanges changes={[proposeAgentWorkflow()]} />
            </div>
          </>
        )}
        {kind === "rest" && (
          <>
            {field(
              "restPreset",
              "Service",
              <Select
                id="restPreset"
                name="restPreset"
                className="w-full"
                defaultValue={options?.kind === "rest" ? options.preset : "contract"}
              >
                <option value="contract">Our contract</option>
                <option value="codegen">Codegen</option>
              </Select>,
            )}
            {field(
              "url",
              "Address",
              text("url", options?.kind === "rest" ? options.url : "", "https://api.codegen.com/v1"),
              `Permitted here: ${hosts.join(", ") || "none"}.`,
            )}
            {field(
              "codegenOrganization",
              "Codegen organization",
              text("codegenOrganization", options?.kind === "rest" ? options.codegenOrganization : null),
              "Its number, for Codegen only.",
            )}
            {field("secret", "Token", <Secret hasSecret={agent?.hasSecret ?? false} />)}
          </>
        )}
        <Heading>What one run may use</Heading>
        {field(
          "limits.minutes",
          "Minutes",
          text("limits.minutes", options?.limits.minutes),
          "Empty: what the budget leaves.",
        )}
        {(kind === "acp" || kind === "builtin") &&
          field(
            "limits.toolCallsMax",
            "Tool calls",
            text("limits.toolCallsMax", options?.limits.toolCallsMax, "200"),
          )}
        {asksModel && (
          <>
            {field(
              "limits.requestsMax",
              "Model requests",
              text("limits.requestsMax", options?.limits.requestsMax, "200"),
            )}
            {field(
              "limits.tokensMax",
              "Tokens",
              text("limits.tokensMax", options?.limits.tokensMax),
              "Empty: what the budget leaves.",
            )}
            {field(
              "limits.usdMax",
              "US dollars",
              text("limits.usdMax", options?.limits.usdMax),
              "Needs a price.",
            )}
          </>
        )}
      </fieldset>
      <div className="mt-4 flex justify-end">
        <Button type="submit" variant="primary" disabled={isPending}>
          {isPending ? "Saving …" : agent === null ? "Set up" : "Save"}
        </Button>
      </div>
    </KeptForm>
  );
}

/** Opens another part of the form; the fields of each part stand together. */
function Heading({ children }: { children: ReactNode }) {
  return <h3 className="border-t pt-4 text-[13px] font-semibold md:col-span-2">{children}</h3>;
}

interface FieldProps {
  name: string;
  title: string;
  hint: string | undefined;
  problem: string | undefined;
  children: ReactNode;
}

function Field({ name, title, hint, problem, children }: FieldProps) {
  return (
    <div>
      <label htmlFor={name} className="mb-1 block text-[13px] font-medium">
        {title}
      </label>
      {children}
      {hint !== undefined && <p className="mt-1 text-xs text-muted-foreground">{hint}</p>}
      {problem !== undefined && (
        <p role="alert" className="mt-1 text-xs text-danger">
          {problem}
        </p>
      )}
    </div>
  );
}

function Secret({ hasSecret }: { hasSecret: boolean }) {
  return (
    <Input
      id="secret"
      name="secret"
      type="password"
      autoComplete="new-password"
      placeholder={hasSecret ? "Stored. Empty keeps it" : ""}
    />
  );
}

function TextArea({ name, value }: { name: string; value: string }) {
  return (
    <textarea
      id={name}
      name={name}
      defaultValue={value}
      rows={3}
      spellCheck={false}
      className="w-full rounded-md border border-input bg-surface px-2.5 py-1.5 font-mono text-xs outline-none focus-visible:border-ring focus-visible:ring-2 focus-visible:ring-ring/30"
    />
  );
}
