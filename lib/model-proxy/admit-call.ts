import { type ModelCaps, type ModelPrice, usdOf } from "@/lib/domain/model";

export interface SpentSoFar {
  requests: number;
  inputTokens: number;
  outputTokens: number;
}

export interface CallWish {
  bodyBytes: number;
  /** What the agent asked for; null where the protocol leaves it to the model. */
  outputTokensWanted: number | null;
}

export type Admission =
  | { kind: "admitted"; outputTokensMax: number; reserved: { inputTokens: number; outputTokens: number } }
  | { kind: "refused"; reason: string };

/** An answer shorter than this helps no agent, so what is left then counts as nothing. */
const outputTokensMin = 256;
/** Longest answer of one call, whatever the agent asks for. */
const outputTokensMax = 32_000;
/** Source text has three to four bytes for a token. */
const bytesPerToken = 3;

/**
 * Whether one more call fits under the caps. What is asked for is reserved until the answer tells what was used, so that
 * calls sent side by side cannot pass a cap together. `held` is reserved by calls still under way.
 */
export function admitCall(
  spent: SpentSoFar,
  held: { inputTokens: number; outputTokens: number },
  wish: CallWish,
  caps: ModelCaps,
  price: ModelPrice | null,
): Admission {
  if (caps.requestsMax !== null && spent.requests >= caps.requestsMax)
    return { kind: "refused", reason: `All ${caps.requestsMax} requests of this run are used.` };
  const inputTokens = Math.ceil(wish.bodyBytes / bytesPerToken);
  const used = {
    inputTokens: spent.inputTokens + held.inputTokens + inputTokens,
    outputTokens: spent.outputTokens + held.outputTokens,
  };
  let room = Math.min(wish.outputTokensWanted ?? outputTokensMax, outputTokensMax);
  if (caps.tokensMax !== null) {
    const left = caps.tokensMax - used.inputTokens - used.outputTokens;
    if (left < Math.min(room, outputTokensMin))
      return { kind: "refused", reason: `The ${caps.tokensMax} tokens of this run are used.` };
    room = Math.min(room, left);
  }
  if (caps.usdMax !== null) {
    // A limit in money cannot be kept for a model whose price nobody knows.
    if (price === null) return { kind: "refused", reason: "There is a limit in money, but no price is set." };
    const usdLeft = caps.usdMax - usdOf(price, used);
    const affordable =
      price.outputUsdPerMillion === 0
        ? usdLeft >= 0
          ? room
          : 0
        : Math.floor((usdLeft * 1_000_000) / price.outputUsdPerMillion);
    if (affordable < Math.min(room, outputTokensMin))
      return { kind: "refused", reason: `The ${caps.usdMax} US dollars of this run are used.` };
    room = Math.min(room, affordable);
  }
  return { kind: "admitted", outputTokensMax: room, reserved: { inputTokens, outputTokens: room } };
}
