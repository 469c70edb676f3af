import type { Code } from "../code";
import type { Edit } from "../edit";
import { closingIndex, replaceRange, replaceToken } from "./replace";

interface Range {
  from: number;
  to: number;
}

/** The arguments between two brackets, as token ranges. */
function argumentsOf({ tokens }: Code, open: number, close: number): Range[] {
  const ranges: Range[] = [];
  let depth = 0;
  let from = open + 1;
  for (let index = open + 1; index <= close; index += 1) {
    const text = tokens[index]?.text ?? "";
    if (index === close || (depth === 0 && text === ",")) {
      if (index > from) ranges.push({ from, to: index - 1 });
      from = index + 1;
      continue;
    }
    if (/^[([{]$/.test(text)) depth += 1;
    if (/^[)\]}]$/.test(text)) depth -= 1;
  }
  return ranges;
}

function textOf(code: Code, { from, to }: Range): string {
  return code.text.slice(code.tokens[from]?.start, code.tokens[to]?.end);
}

/** Two neighbouring arguments in each other's place. */
export function swappedArguments(code: Code): Edit[] {
  const { tokens } = code;
  return tokens.flatMap((token, index): Edit[] => {
    const name = tokens[index - 1];
    if (
      token.text !== "(" ||
      name?.kind !== "word" ||
      /^(?:if|for|while|switch|catch|function)$/.test(name.text)
    )
      return [];
    const close = closingIndex(tokens, index);
    if (close === -1) return [];
    const list = argumentsOf(code, index, close);
    return list.slice(1).flatMap((second, position): Edit[] => {
      const first = list[position];
      const from = first && tokens[first.from];
      const between = first && tokens[first.to];
      const start = tokens[second.from];
      const to = tokens[second.to];
      if (!first || !from || !between || !start || !to) return [];
      const gap = code.text.slice(between.end, start.start);
      const [one, other] = [textOf(code, first), textOf(code, second)];
      return one === other ? [] : [replaceRange(code, from, to, `${other}${gap}${one}`, 2)];
    });
  });
}

/** An `await` before a call whose value is used, in a file that knows asynchronous functions. */
export function missingAwait(code: Code): Edit[] {
  const { tokens } = code;
  if (!tokens.some(({ text }) => text === "async")) return [];
  return tokens.flatMap((token, index): Edit[] => {
    const previous = tokens[index - 1];
    if (
      token.kind !== "word" ||
      !previous ||
      !/^(?:=|return|\(|,|\?|:|\.\.\.|;|\{|\}|=>)$/.test(previous.text)
    )
      return [];
    if (
      /^(?:await|async|function|if|for|while|switch|catch|return|const|let|var|new|typeof)$/.test(token.text)
    )
      return [];
    let last = index;
    while (tokens[last + 1]?.text === "." && tokens[last + 2]?.kind === "word") last += 2;
    return tokens[last + 1]?.text === "(" ? [replaceToken(code, token, `await ${token.text}`, 2)] : [];
  });
}
