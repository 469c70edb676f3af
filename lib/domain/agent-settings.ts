import { z } from "zod";
import { ModelPrice, ModelProtocol } from "./model";
import { agentWorkflowName } from "./setup/propose-agent-workflow";

/** Name of an agent in settings, on pages and in commits: never a word of the product's own agents. */
export const AgentName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,38}[a-z0-9]$/, "Use 2 to 40 lower-case letters, digits and dashes.");

const word = z.string().min(1).max(4_000);
/** Program and arguments, as no shell reads them. */
export const CommandLine = z.array(word).min(1).max(50);

const variableName = /^[A-Z_][A-Z0-9_]{0,63}$/;
const Environment = z.record(
  z.string().regex(variableName, "Use capital letters, digits and _."),
  z.string().max(4_000),
);

/** A model behind an endpoint. Both are named by a person; nothing falls back to another. */
export const ModelSettings = z.strictObject({
  protocol: ModelProtocol,
  /** As the vendor's own library takes it, such as `https://api.openai.com/v1`. */
  endpoint: z.url({ protocol: /^https?$/ }).max(500),
  /** Null: that of the pull request's last session. */
  model: z.string().min(1).max(200).nullable().default(null),
  /** Null: money is not counted. */
  price: ModelPrice.nullable().default(null),
});
export type ModelSettings = z.infer<typeof ModelSettings>;

/** What one run of an agent may use at most. Null: as far as the budget reaches. */
const RunLimits = z.strictObject({
  minutes: z.number().min(0.1).max(600).nullable().default(null),
  toolCallsMax: z.int().min(1).max(10_000).default(200),
  requestsMax: z.int().min(1).max(10_000).default(200),
  tokensMax: z.int().min(1).max(1_000_000_000).nullable().default(null),
  usdMax: z.number().min(0).max(10_000).nullable().default(null),
});
export type RunLimits = z.infer<typeof RunLimits>;

const shared = { limits: RunLimits.default(RunLimits.parse({})) };

export const AcpPreset = z.enum(["claude", "codex", "opencode", "gemini", "copilot", "custom"]);
export type AcpPreset = z.infer<typeof AcpPreset>;

/** `default`: each question is answered from the scope rules. `bypass`: whatever stays in the tree is allowed. */
export const PermissionMode = z.enum(["default", "bypass"]);
export type PermissionMode = z.infer<typeof PermissionMode>;

export const AcpOptions = z.strictObject({
  kind: z.literal("acp"),
  preset: AcpPreset,
  /** Null: the preset's own. */
  command: CommandLine.nullable().default(null),
  environment: Environment.default({}),
  permissionMode: PermissionMode.default("default"),
  model: ModelSettings,
  ...shared,
});
export type AcpOptions = z.infer<typeof AcpOptions>;

export const CommandOptions = z.strictObject({
  kind: z.literal("command"),
  command: CommandLine,
  environment: Environment.default({}),
  /** Null: the program asks no model and has no network at all. */
  model: ModelSettings.nullable().default(null),
  ...shared,
});
export type CommandOptions = z.infer<typeof CommandOptions>;

export const BuiltinOptions = z.strictObject({
  kind: z.literal("builtin"),
  model: ModelSettings,
  ...shared,
});
export type BuiltinOptions = z.infer<typeof BuiltinOptions>;

export const RestOptions = z.strictObject({
  kind: z.literal("rest"),
  preset: z.enum(["contract", "codegen"]).default("contract"),
  /** Where runs are asked for; for Codegen its API's base. */
  url: z.url({ protocol: /^https?$/ }).max(500),
  /** Codegen's number of the organization; null under the contract. */
  codegenOrganization: z.int().min(1).nullable().default(null),
  pollSeconds: z.number().min(0.05).max(60).default(5),
  ...shared,
});
export type RestOptions = z.infer<typeof RestOptions>;

export const ActionsOptions = z.strictObject({
  kind: z.literal("actions"),
  /** File name in `.github/workflows` of the default branch. */
  workflow: z
    .string()
    .regex(/^[\w-]{1,80}\.ya?ml$/, "Use a file name such as regreen-agent.yml.")
    .default(agentWorkflowName),
  ...shared,
});
export type ActionsOptions = z.infer<typeof ActionsOptions>;

/** Everything about an agent that a person sets, except its secret. */
export const AgentOptions = z.discriminatedUnion("kind", [
  AcpOptions,
  BuiltinOptions,
  CommandOptions,
  RestOptions,
  ActionsOptions,
]);
export type AgentOptions = z.infer<typeof AgentOptions>;

/** The model behind an agent; null where it has none that we know of. */
export function modelSettingsOf(options: AgentOptions): ModelSettings | null {
  return options.kind === "rest" || options.kind === "actions" ? null : options.model;
}

/** Address outside that this agent makes our side call; null where it makes none. */
export function endpointOf(options: AgentOptions): string | null {
  return options.kind === "rest" ? options.url : (modelSettingsOf(options)?.endpoint ?? null);
}

/**
 * Whether our side may call this address. The operator names the hosts (`host` or `host:port`); settings only choose
 * among them, so that nobody who may change settings reaches into the operator's network.
 */
export function isPermittedHost(address: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, port, username, password } = new URL(address);
  if (username !== "" || password !== "") return false;
  if (protocol === "https:" && port === "" && hosts.includes(hostname)) return true;
  // Without TLS only where the operator spelled the port out.
  return (
    /^https?:$/.test(protocol) && hosts.includes(`${hostname}:${port || (protocol === "https:" ? 443 : 80)}`)
  );
}
