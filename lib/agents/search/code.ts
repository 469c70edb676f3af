import type { Language } from "@/lib/domain/source/language";
import { codeTokens, type Token } from "@/lib/domain/source/tokens";

/** A source file as the mutations see it. */
export interface Code {
  path: string;
  text: string;
  language: Language;
  /** Without comments; code inside of strings (`${…}`, `$((…))`) follows its string. */
  tokens: readonly Token[];
  /** Numbers and short strings that the failing tests' messages name: what somebody expected or saw. */
  hints: readonly string[];
}

const embedded: Partial<Record<Language, RegExp>> = {
  javascript: /\$\{([^{}]*)\}/g,
  shell: /\$\(\(([^()]*(?:\([^()]*\)[^()]*)*)\)\)|\$\(([^()]*)\)/g,
};

function embeddedTokens(token: Token, language: Language): Token[] {
  const pattern = embedded[language];
  if (pattern === undefined || token.kind !== "string" || token.text.startsWith("'")) return [];
  return [...token.text.matchAll(pattern)].flatMap((match) => {
    const inner = match[1] ?? match[2] ?? "";
    const shift = token.start + match.index + match[0].indexOf(inner);
    const line = token.line + (token.text.slice(0, match.index).match(/\n/g)?.length ?? 0);
    return codeTokens(inner, language).map((one) => ({
      ...one,
      start: one.start + shift,
      end: one.end + shift,
      line: one.line + line - 1,
    }));
  });
}

export function codeOf(path: string, text: string, language: Language, hints: readonly string[]): Code {
  const tokens = codeTokens(text, language).flatMap((token) => [token, ...embeddedTokens(token, language)]);
  return { path, text, language, tokens, hints };
}
