import type { ModelAccess } from "@/lib/agents/types";
import type { Context } from "@/lib/context";
import { type AgentOptions, modelSettingsOf } from "@/lib/domain/agent-settings";
import type { BudgetVerdict } from "@/lib/domain/budget";
import type { ModelUsage } from "@/lib/domain/model";
import { startModelProxy } from "@/lib/model-proxy";

export interface OpenedModel {
  access: ModelAccess;
  port: number;
  usage: () => ModelUsage;
  close: () => Promise<void>;
}

/** The tighter of two limits, of which either may be missing. */
function tighter(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

/** Opens the door to an agent's model for one run, no wider than its settings and what the budget leaves. Null: it has none. */
export async function openModel(
  ctx: Context,
  run: {
    agentId: string;
    options: AgentOptions | null;
    secret: () => string | null;
    model: string | null;
    left: Extract<BudgetVerdict, { kind: "within" }>["left"];
    /** Asked before each call; a sentence refuses it. */
    reserve: (usage: ModelUsage) => Promise<string | null>;
  },
): Promise<OpenedModel | null> {
  const { options, model, left } = run;
  const settings = options === null ? null : modelSettingsOf(options);
  if (options === null || settings === null || model === null) return null;
  const { limits } = options;
  const proxy = await startModelProxy({
    protocol: settings.protocol,
    endpoint: settings.endpoint.replace(/(?<!\/)\/+$/, ""),
    key: run.secret(),
    models: [model],
    caps: {
      requestsMax: limits.requestsMax,
      tokensMax: tighter(limits.tokensMax, left.tokens),
      usdMax: tighter(limits.usdMax, left.usd),
    },
    price: settings.price,
    reserve: run.reserve,
    onCall: ({ status, usage, refusal, stripped }) =>
      ctx.log.info({ agent: run.agentId, status, ...usage, refusal, stripped }, "model call"),
  });
  return {
    access: { protocol: settings.protocol, model, url: proxy.url, token: proxy.token },
    port: proxy.port,
    usage: proxy.usage,
    close: proxy.close,
  };
}
