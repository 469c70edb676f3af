import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import type { LanguageModel } from "ai";
import type { ModelSettings } from "@/lib/domain/agent-settings";
import type { ModelAccess } from "../types";

/** Why a model cannot be asked over these protocols; null where it can. */
export function whyNotAsked({ protocol }: ModelSettings): string | null {
  return protocol === "gemini"
    ? "The built-in agent speaks anthropic and openai. Gemini models answer under their OpenAI-compatible address."
    : null;
}

/** The model as the AI SDK asks it, through our own door. OpenAI itself is asked for responses, others for chat. */
export function languageModel(access: ModelAccess, { endpoint }: ModelSettings): LanguageModel {
  const shared = { baseURL: `${access.url}/v1`, apiKey: access.token };
  if (access.protocol === "anthropic") return createAnthropic(shared)(access.model);
  if (new URL(endpoint).hostname === "api.openai.com") return createOpenAI(shared)(access.model);
  return createOpenAICompatible({ ...shared, name: "regreen", includeUsage: true })(access.model);
}
