import { assertNever } from "@/lib/assert";
import type { ModelAccess } from "./types";

/** The variables by which the vendors' own libraries and most tools find a model. */
export function modelEnvironment({ protocol, url, token, model }: ModelAccess): Record<string, string> {
  const ours = { REGREEN_MODEL: model, REGREEN_MODEL_URL: url, REGREEN_MODEL_TOKEN: token };
  switch (protocol) {
    case "anthropic":
      return { ...ours, ANTHROPIC_BASE_URL: url, ANTHROPIC_API_KEY: token, ANTHROPIC_MODEL: model };
    case "openai":
      return {
        ...ours,
        OPENAI_BASE_URL: `${url}/v1`,
        OPENAI_API_BASE: `${url}/v1`,
        OPENAI_API_KEY: token,
        OPENAI_MODEL: model,
      };
    case "gemini":
      return { ...ours, GOOGLE_GEMINI_BASE_URL: url, GEMINI_API_KEY: token, GEMINI_MODEL: model };
    default:
      return assertNever(protocol, "protocol");
  }
}
