import type { Token } from "@/lib/domain/source/tokens";

const equality =
  /^(?:__eq__|__ne__|equals|Equals|isEqual|isEqualTo|eq|eql|operator|hashCode|__hash__|compareTo)$/;
const declaring = /^(?:def|fun|func|fn|function|bool|boolean|Boolean|bool_t|override|public|int|static)$/;
/** What a comparison that compares nothing answers. */
const constant = /^(?:true|True|0|1)$/;
const bodyTokensMax = 4;

function behindBrackets(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index += 1) {
    if (tokens[index]?.text === "(") depth += 1;
    if (tokens[index]?.text === ")") depth -= 1;
    if (depth === 0) return index + 1;
  }
  return tokens.length;
}

/** Lines of functions that compare and always agree: `def __eq__(self, other): return True`. */
export function constantEqualities(tokens: readonly Token[]): number[] {
  return tokens.flatMap(({ kind, text, line }, index) => {
    const before = tokens[index - 1]?.text ?? "";
    const isOperator = text === "==" && /^(?:def|func|operator)$/.test(before);
    if (!isOperator && !(kind === "word" && equality.test(text) && declaring.test(before))) return [];
    const open = tokens.findIndex((token, at) => at > index && token.text === "(");
    if (open === -1 || open - index > 3) return [];
    const behind = behindBrackets(tokens, open);
    const start = tokens.findIndex(
      (token, at) => at >= behind && (/^(?:\{|=|=>|return)$/.test(token.text) || constant.test(token.text)),
    );
    if (start === -1 || start - behind > 4) return [];
    const answer = tokens.findIndex((token, at) => at >= start && constant.test(token.text));
    if (answer === -1 || answer - start > bodyTokensMax) return [];
    const next = tokens[answer + 1];
    const ends =
      next === undefined || /^[;}]$|^end$/.test(next.text) || next.line > (tokens[answer]?.line ?? 0);
    return ends ? [line] : [];
  });
}
