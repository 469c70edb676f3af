import { rootCertificates } from "node:tls";
import type { AcpOptions, AcpPreset } from "@/lib/domain/agent-settings";
import type { ModelProtocol } from "@/lib/domain/model";
import { modelEnvironment } from "../model-environment";
import type { ModelAccess } from "../types";

export interface AcpLaunch {
  command: readonly [string, ...string[]];
  environment: Record<string, string>;
}

interface Preset {
  title: string;
  /** Programs that have to be found in the sandbox's tool folders. */
  programs: readonly string[];
  /** How an operator gets them. */
  install: string;
  protocols: readonly ModelProtocol[];
  launch: (model: ModelAccess) => AcpLaunch;
}

/**
 * Files that a CLI insists on are written into its home, which lives in memory for one run. Where that is can be told in a
 * variable.
 */
function withHomeFile(
  path: string,
  content: string,
  command: readonly [string, ...string[]],
  variable = "HOME_FILE",
): AcpLaunch["command"] {
  const script =
    'mkdir -p "$(dirname "$HOME/$1")" && printf %s "$2" > "$HOME/$1" && export "$3=$HOME/$1" && shift 3 && exec "$@"';
  return ["/bin/sh", "-c", script, "sh", path, content, variable, ...command];
}

/**
 * How to start each CLI so that it asks our model, asks us before it acts, and neither updates itself nor phones home.
 * Versions these were seen with: opencode 1.18, Codex 0.169 with codex-acp 2.6, claude-agent-acp 0.100, Gemini CLI 0.61,
 * Copilot CLI 1.0.
 */
export const presets: Record<Exclude<AcpPreset, "custom">, Preset> = {
  claude: {
    title: "Claude Code",
    programs: ["claude-agent-acp"],
    install: "npm install --global @agentclientprotocol/claude-agent-acp",
    protocols: ["anthropic"],
    launch: (model) => ({
      command: ["claude-agent-acp"],
      environment: {
        ...modelEnvironment(model),
        // Its background questions go to a smaller model unless told otherwise; the door knows one model only.
        ANTHROPIC_SMALL_FAST_MODEL: model.model,
        ANTHROPIC_DEFAULT_HAIKU_MODEL: model.model,
        ANTHROPIC_DEFAULT_SONNET_MODEL: model.model,
        ANTHROPIC_DEFAULT_OPUS_MODEL: model.model,
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
        DISABLE_AUTOUPDATER: "1",
        DISABLE_TELEMETRY: "1",
      },
    }),
  },
  codex: {
    title: "Codex",
    programs: ["codex-acp", "codex"],
    install: "npm install --global @agentclientprotocol/codex-acp @openai/codex",
    protocols: ["openai"],
    launch: (model) => ({
      command: ["codex-acp"],
      environment: {
        ...modelEnvironment(model),
        MODEL_PROVIDER: "regreen",
        CODEX_CONFIG: JSON.stringify({
          model: model.model,
          model_provider: "regreen",
          model_providers: {
            regreen: {
              name: "regreen",
              base_url: `${model.url}/v1`,
              env_key: "REGREEN_MODEL_TOKEN",
              wire_api: "responses",
            },
          },
          web_search: "disabled",
        }),
        // Its own sandbox cannot start inside ours, and ours holds already.
        INITIAL_AGENT_MODE: "agent-full-access",
        NO_BROWSER: "1",
      },
    }),
  },
  opencode: {
    title: "opencode",
    programs: ["opencode"],
    install: "npm install --global opencode-ai",
    protocols: ["openai", "anthropic"],
    launch: (model) => ({
      command: ["opencode", "acp"],
      environment: {
        ...modelEnvironment(model),
        OPENCODE_DISABLE_AUTOUPDATE: "1",
        OPENCODE_DISABLE_MODELS_FETCH: "1",
        OPENCODE_DISABLE_LSP_DOWNLOAD: "1",
        OPENCODE_CONFIG_CONTENT: JSON.stringify({
          model: `regreen/${model.model}`,
          small_model: `regreen/${model.model}`,
          share: "disabled",
          autoupdate: false,
          provider: {
            regreen: {
              npm: model.protocol === "anthropic" ? "@ai-sdk/anthropic" : "@ai-sdk/openai-compatible",
              name: "regreen",
              options: { baseURL: `${model.url}/v1`, apiKey: model.token },
              models: { [model.model]: { name: model.model } },
            },
          },
          permission: { edit: "ask", bash: "ask", webfetch: "deny", websearch: "deny" },
        }),
      },
    }),
  },
  gemini: {
    title: "Gemini CLI",
    programs: ["gemini"],
    install: "npm install --global @google/gemini-cli",
    protocols: ["gemini"],
    launch: (model) => ({
      command: withHomeFile(
        ".gemini/settings.json",
        JSON.stringify({
          security: { auth: { selectedType: "gemini-api-key" }, folderTrust: { enabled: false } },
          general: { disableAutoUpdate: true },
          privacy: { usageStatisticsEnabled: false },
        }),
        ["gemini", "--acp", "--model", model.model],
      ),
      environment: modelEnvironment(model),
    }),
  },
  copilot: {
    title: "Copilot CLI",
    programs: ["copilot"],
    install: "npm install --global @github/copilot",
    protocols: ["openai", "anthropic"],
    launch: (model) => ({
      // Its native part refuses to start without any root certificate, and the sandbox has none: it can reach one door on
      // loopback, without TLS. Any one will do.
      command: withHomeFile(
        "roots.pem",
        rootCertificates[0] ?? "",
        ["copilot", "--acp", "--disable-builtin-mcps"],
        "SSL_CERT_FILE",
      ),
      environment: {
        COPILOT_OFFLINE: "true",
        COPILOT_AUTO_UPDATE: "false",
        COPILOT_PROVIDER_TYPE: model.protocol,
        COPILOT_PROVIDER_BASE_URL: model.protocol === "anthropic" ? model.url : `${model.url}/v1`,
        COPILOT_PROVIDER_API_KEY: model.token,
        COPILOT_MODEL: model.model,
      },
    }),
  },
};

/** Program, arguments and environment of an agent: the preset's, with what a person set on top. */
export function launchOf(options: AcpOptions, model: ModelAccess): AcpLaunch {
  const preset = options.preset === "custom" ? null : presets[options.preset].launch(model);
  const [program, ...args] = options.command ?? preset?.command ?? [];
  if (program === undefined)
    throw new Error("This agent has no command. Choose a preset, or set the command that starts it.");
  return {
    command: [program, ...args],
    environment: {
      ...(preset?.environment ?? modelEnvironment(model)),
      ...options.environment,
      NO_COLOR: "1",
    },
  };
}

/** Why a preset cannot ask a model over this protocol; null where it can. */
export function whyNotSpoken(preset: AcpPreset, protocol: ModelProtocol): string | null {
  if (preset === "custom" || presets[preset].protocols.includes(protocol)) return null;
  const { title, protocols } = presets[preset];
  return `${title} speaks ${protocols.join(" or ")}, not ${protocol}.`;
}
