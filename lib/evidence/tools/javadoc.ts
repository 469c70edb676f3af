import { type LineFormat, lineFamily } from "./line-format";

const javaFile = String.raw`(?<file>(?:[A-Za-z]:)?[^:\[\]()]+\.(?:java|html))`;

const formats: readonly LineFormat[] = [
  {
    tool: "javadoc",
    pattern: new RegExp(
      String.raw`^(?:\[(?:WARNING|ERROR|INFO)\] )?(?:Exit code: \d+ - )?${javaFile}:(?<line>\d+): ?(?<severity>warning|error) - (?<message>.*)$`,
    ),
  },
  {
    tool: "javadoc",
    pattern: /^(?:\[(?:WARNING|ERROR|INFO)\] )?javadoc: (?<severity>warning|error) - (?<message>.*)$/,
  },
  {
    tool: "doclint",
    pattern: new RegExp(
      String.raw`^(?:\[(?:WARNING|ERROR|INFO)\] )?(?:Exit code: \d+ - )?${javaFile}:(?<line>\d+): ?(?<severity>warning|error): (?<message>(?:no (?:description for|comment|main description|@)|unknown tag|malformed HTML|bad (?:use of|HTML)|unexpected |reference not found|self-closing|@param|@return|@throws|@\w+ |invalid use of|empty <|heading |unterminated|tag |text not|element |attribute|exception not thrown|unclosed|missing comment|semicolon|bad HTML).*)$`,
    ),
  },
];

/** Javadoc and doclint, alone and through Maven and Ant. */
export const javadoc = lineFamily(
  "javadoc",
  ["warning - ", "error - ", "0: error: ", "0: warning: ", "0:warning: "],
  formats,
);
