import { blockFamily } from "./block-family";
import { type LineFormat, matchFormats } from "./line-format";

const formats: readonly LineFormat[] = [
  {
    tool: "hlint",
    pattern:
      /^(?<file>[^\s:][^:]*\.l?hs):\(?(?<line>\d+)[,:](?<column>\d+)\)?(?:-(?:\d+|\(\d+,\d+\)))?: (?<severity>Warning|Error|Suggestion|Ignore): (?<message>.*)$/,
    severity: "info",
  },
];

/** HLint: a headline, then what it found and what it would write instead, until an empty line. */
export const hlint = blockFamily({
  id: "hlint",
  triggers: [".hs:0", ".hs:(0", ".lhs:0"],
  linesMax: 40,
  read: (text, lineNumber) => matchFormats(formats, text, lineNumber),
  join({ diagnostic }, text) {
    if (text.trim() === "") return false;
    diagnostic.message += `\n${text.trim()}`;
    return true;
  },
});
