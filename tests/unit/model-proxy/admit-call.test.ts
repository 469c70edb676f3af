import { describe, expect, it } from "vitest";
import { admitCall } from "@/lib/model-proxy/admit-call";

const none = { inputTokens: 0, outputTokens: 0 };
const fresh = { requests: 0, ...none };
const price = { inputUsdPerMillion: 3, outputUsdPerMillion: 15 };
const noCaps = { requestsMax: null, tokensMax: null, usdMax: null };
const wish = { bodyBytes: 3_000, outputTokensWanted: 4_000 };

describe("one more call", () => {
  it("is refused when the requests are used", () => {
    const caps = { ...noCaps, requestsMax: 3 };
    expect(admitCall({ ...fresh, requests: 2 }, none, wish, caps, null).kind).toBe("admitted");
    expect(admitCall({ ...fresh, requests: 3 }, none, wish, caps, null).kind).toBe("refused");
  });

  it("may answer no longer than the tokens left, and is refused when nothing useful is left", () => {
    const caps = { ...noCaps, tokensMax: 10_000 };
    expect(admitCall({ ...fresh, inputTokens: 7_000 }, none, wish, caps, null)).toMatchObject({
      kind: "admitted",
      outputTokensMax: 2_000,
    });
    expect(admitCall({ ...fresh, inputTokens: 8_900 }, none, wish, caps, null).kind).toBe("refused");
  });

  it("counts what calls under way have reserved", () => {
    const caps = { ...noCaps, tokensMax: 10_000 };
    const held = { inputTokens: 5_000, outputTokens: 4_500 };
    expect(admitCall(fresh, held, wish, caps, null).kind).toBe("refused");
  });

  it("may cost no more than the money left", () => {
    const caps = { ...noCaps, usdMax: 0.05 };
    // 1,000 tokens in cost 0.003, so 0.047 is left for the answer.
    expect(admitCall(fresh, none, wish, caps, price)).toMatchObject({ outputTokensMax: 3_133 });
    expect(admitCall({ ...fresh, outputTokens: 3_200 }, none, wish, caps, price).kind).toBe("refused");
  });

  it("is refused where there is a limit in money and no price", () => {
    expect(admitCall(fresh, none, wish, { ...noCaps, usdMax: 5 }, null)).toEqual({
      kind: "refused",
      reason: "There is a limit in money, but no price is set.",
    });
  });
});
