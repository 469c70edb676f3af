import { z } from "zod";

/** How a model endpoint is spoken to. */
export const ModelProtocol = z.enum(["anthropic", "openai", "gemini"]);
export type ModelProtocol = z.infer<typeof ModelProtocol>;

/** What a model costs, in US dollars for a million tokens, as its seller's page says. */
export const ModelPrice = z.strictObject({
  inputUsdPerMillion: z.number().min(0).max(10_000),
  outputUsdPerMillion: z.number().min(0).max(10_000),
});
export type ModelPrice = z.infer<typeof ModelPrice>;

/** Counted, never estimated: what one agent run asked of its model. */
export const ModelUsage = z.object({
  requests: z.int().min(0),
  /** Cached tokens included. */
  inputTokens: z.int().min(0),
  outputTokens: z.int().min(0),
  /** Null where nobody said what the model costs. */
  usd: z.number().min(0).nullable(),
  /** Calls that a cap, the model list or the protocol's rules turned away. */
  refused: z.int().min(0),
});
export type ModelUsage = z.infer<typeof ModelUsage>;

/** What one agent run may ask of its model at most. Null: no limit of that kind. */
export interface ModelCaps {
  requestsMax: number | null;
  tokensMax: number | null;
  usdMax: number | null;
}

/** Money for tokens. Cached input counts in full: a cap is passed early rather than late. */
export function usdOf(price: ModelPrice, tokens: { inputTokens: number; outputTokens: number }): number {
  const { inputTokens, outputTokens } = tokens;
  return (inputTokens * price.inputUsdPerMillion + outputTokens * price.outputUsdPerMillion) / 1_000_000;
}
