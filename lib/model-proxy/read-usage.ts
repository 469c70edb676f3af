import { z } from "zod";

/** Tokens of one answer. */
export interface AnswerTokens {
  inputTokens: number;
  outputTokens: number;
}

const count = z.number().min(0).catch(0).default(0);

/** Names of Anthropic (`input_tokens` without the cached ones), OpenAI's two APIs, and Gemini. Unknown fields are ignored. */
const Usage = z.object({
  input_tokens: count,
  output_tokens: count,
  cache_creation_input_tokens: count,
  cache_read_input_tokens: count,
  prompt_tokens: count,
  completion_tokens: count,
  promptTokenCount: count,
  candidatesTokenCount: count,
  thoughtsTokenCount: count,
  toolUsePromptTokenCount: count,
});

const Carrier = z.object({
  usage: Usage.nullish().catch(null),
  usageMetadata: Usage.nullish().catch(null),
  message: z
    .object({ usage: Usage.nullish().catch(null) })
    .nullish()
    .catch(null),
  response: z
    .object({ usage: Usage.nullish().catch(null) })
    .nullish()
    .catch(null),
});

function tokensIn(value: unknown): AnswerTokens | null {
  const carrier = Carrier.safeParse(value).data;
  const usage =
    carrier?.usage ?? carrier?.usageMetadata ?? carrier?.message?.usage ?? carrier?.response?.usage;
  if (usage === undefined || usage === null) return null;
  return {
    inputTokens:
      usage.input_tokens +
      usage.cache_creation_input_tokens +
      usage.cache_read_input_tokens +
      usage.prompt_tokens +
      usage.promptTokenCount +
      usage.toolUsePromptTokenCount,
    outputTokens:
      usage.output_tokens + usage.completion_tokens + usage.candidatesTokenCount + usage.thoughtsTokenCount,
  };
}

const lineBytesMax = 8 * 1024 * 1024;

/**
 * Reads along with an answer, plain JSON or server-sent events, and finds its token counts. A stream repeats them as
 * they grow, so the largest is the answer's.
 */
export function createUsageReader(streams: boolean) {
  const decoder = new TextDecoder();
  let rest = "";
  let found: AnswerTokens | null = null;

  function take(text: string): void {
    try {
      const tokens = tokensIn(JSON.parse(text));
      if (tokens === null) return;
      found = {
        inputTokens: Math.max(found?.inputTokens ?? 0, tokens.inputTokens),
        outputTokens: Math.max(found?.outputTokens ?? 0, tokens.outputTokens),
      };
    } catch {
      // Not JSON: `[DONE]`, a comment, an error page.
    }
  }

  return {
    read(chunk: Uint8Array): void {
      rest += decoder.decode(chunk, { stream: true });
      if (!streams) {
        if (rest.length > lineBytesMax) rest = "";
        return;
      }
      const lines = rest.split("\n");
      rest = lines.pop() ?? "";
      if (rest.length > lineBytesMax) rest = "";
      for (const line of lines) if (line.startsWith("data:")) take(line.slice(5).trim());
    },
    /** Null where the answer told nothing. */
    end(): AnswerTokens | null {
      if (streams) {
        if (rest.startsWith("data:")) take(rest.slice(5).trim());
      } else take(rest);
      return found;
    },
  };
}
