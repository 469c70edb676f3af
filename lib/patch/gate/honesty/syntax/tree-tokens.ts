import type { Node } from "@vscode/tree-sitter-wasm";
import type { Language } from "@/lib/domain/source/language";
import { codeTokens, type Token } from "@/lib/domain/source/tokens";

/** Nodes that are one value each, whatever stands inside. Names are those of the grammars. */
const strings = new Set([
  "string",
  "template_string",
  "regex",
  "jsx_text",
  "interpreted_string_literal",
  "raw_string_literal",
  "rune_literal",
  "string_literal",
  "character_literal",
  "char_literal",
  "text_block",
  "string_array",
  "symbol_array",
  "heredoc_body",
  "subshell",
  "verbatim_string_literal",
  "interpolated_string_expression",
  "encapsed_string",
  "heredoc",
  "nowdoc",
  "system_lib_string",
]);
const comments = new Set(["comment", "line_comment", "block_comment", "html_comment", "text"]);

/**
 * The tree's leaves as the scanner would cut them, without comments. What the scanner guesses (where a regular expression,
 * a here-document or text between tags ends) the tree knows.
 */
export function treeTokens(root: Node, language: Language): Token[] {
  const tokens: Token[] = [];
  const cursor = root.walk();

  function leaf(): void {
    const text = cursor.nodeText;
    if (text.trim() === "") return;
    const start = cursor.startIndex;
    const line = cursor.startPosition.row + 1;
    if (strings.has(cursor.nodeType)) {
      tokens.push({ kind: "string", text: text.trim(), start, end: start + text.length, line });
      return;
    }
    for (const token of codeTokens(text, language))
      tokens.push({
        ...token,
        start: start + token.start,
        end: start + token.end,
        line: line + token.line - 1,
      });
  }

  try {
    let isDone = false;
    while (!isDone) {
      const { nodeType } = cursor;
      if (!comments.has(nodeType) && !strings.has(nodeType) && cursor.gotoFirstChild()) continue;
      if (!comments.has(nodeType)) leaf();
      while (!cursor.gotoNextSibling()) {
        if (!cursor.gotoParent()) {
          isDone = true;
          break;
        }
      }
    }
  } finally {
    cursor.delete();
  }
  return tokens;
}
