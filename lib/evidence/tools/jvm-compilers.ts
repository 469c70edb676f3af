import { type LineFormat, lineFamily } from "./line-format";

const javaFile = String.raw`(?<file>(?:[A-Za-z]:)?[^:\[\]()]+\.(?:java|groovy|aj|kt|kts|scala|jsp|xtend))`;

/** Compilers and checkers of the JVM languages, in their own words and through Maven, Gradle and Ant. */
const formats: readonly LineFormat[] = [
  {
    tool: "checkstyle",
    pattern:
      /^\[(?<severity>ERROR|WARN|INFO)\] (?<file>(?:[A-Za-z]:)?[^:[\]]+):(?<line>\d+)(?::(?<column>\d+))?: (?<message>.*) \[(?<code>[A-Z]\w+)\]$/,
  },
  {
    tool: "checkstyle",
    pattern:
      /^\[(?<severity>ERROR|WARN(?:ING)?|INFO)\] (?<file>[^:[\]]+\.java):\[(?<line>\d+)(?:,(?<column>\d+))?\] \((?<code>\w+)\) (?<message>\w+: .*)$/,
  },
  {
    tool: "error-prone",
    pattern: new RegExp(
      String.raw`^(?:\[(?:WARNING|ERROR)\] )?${javaFile}:(?:\[(?<line>\d+),(?<column>\d+)\]) (?:(?:warning|error): )?\[(?<code>[A-Z]\w+)\] (?<message>.*)$`,
    ),
    severity: "warning",
  },
  {
    tool: "error-prone",
    pattern: new RegExp(
      String.raw`^${javaFile}:(?<line>\d+): (?<severity>warning|error): \[(?<code>[A-Z]\w+)\] (?<message>.*)$`,
    ),
  },
  {
    tool: "kotlinc",
    pattern:
      /^(?:\[(?<severity>WARNING|ERROR)\] )(?<file>(?:[A-Za-z]:)?[^:[\]()]+\.kts?): ?[([](?<line>\d+), ?(?<column>\d+)[)\]] (?<message>.*)$/,
  },
  {
    tool: "javac",
    pattern: new RegExp(
      String.raw`^\[(?<severity>WARNING|ERROR)\] (?:COMPILATION \w+ : )?${javaFile}:\[(?<line>\d+)(?:,(?<column>\d+))?\](?: |$)(?:(?:error|warning): )?(?:\[(?<code>[a-z-]+)\] )?(?<message>.*)$`,
    ),
  },
  {
    tool: "kotlinc",
    pattern:
      /^(?<severity>[ew]): (?:file:\/\/)?(?<file>(?:[A-Za-z]:)?[^:]+\.kts?): ?[(]?(?<line>\d+)[,:] ?(?<column>\d+)\)?:? (?<message>.*)$/,
  },
  { tool: "kotlinc", pattern: /^(?<severity>e): (?<message>\S.*)$/ },
  {
    tool: "ktlint",
    pattern:
      /^(?<file>[^\s:][^:]*\.kts?):(?<line>\d+):(?<column>\d+): (?<message>[A-Z].*) \((?<code>(?:[\w-]+:)?[\w-]+)\)$/,
    severity: "error",
  },
  {
    tool: "detekt",
    pattern: /^(?<file>[^\s:][^:]*\.kts?):(?<line>\d+):(?<column>\d+): (?<message>.*) \[(?<code>[A-Z]\w+)\]$/,
    severity: "warning",
  },
  {
    tool: "kotlinc",
    pattern:
      /^(?<file>[^\s:][^:]*\.kts?):(?<line>\d+):(?<column>\d+): (?<severity>error|warning): (?<message>.*)$/,
  },
  {
    tool: "pmd",
    pattern: /^(?<file>(?:[A-Za-z]:)?[^:]+\.\w+):(?<line>\d+):\t(?:(?<code>[A-Z]\w+):\t)?(?<message>.*)$/,
    severity: "warning",
  },
  {
    tool: "pmd",
    pattern:
      /^\[(?:INFO|WARNING|ERROR)\] PMD Failure: (?<file>[^:]+):(?<line>\d+) Rule:(?<code>\w+) Priority:\d (?<message>.*)$/,
    severity: "error",
  },
  {
    tool: "ajc",
    pattern: new RegExp(String.raw`^${javaFile}:(?<line>\d+) \[(?<severity>warning|error)\] (?<message>.*)$`),
  },
  {
    tool: "javac",
    pattern: new RegExp(
      String.raw`^(?:\[(?:WARNING|ERROR)\] )?${javaFile}:(?<line>\d+): ?(?<severity>warning|error): (?:\[(?<code>[a-z-]+)\] )?(?<message>(?!no (?:description for|comment|@)|unknown tag|malformed HTML|bad use of|unexpected end tag|reference not found|self-closing|@param|invalid use of|empty <).*)$`,
    ),
  },
  {
    tool: "groovyc",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^:]+\.(?:groovy|gradle)): (?<line>\d+): (?<message>.*?)(?: @ line \d+, column (?<column>\d+)\.)?$/,
    severity: "error",
  },
  {
    tool: "javac",
    pattern: /^(?<severity>error|warning): (?:\[(?<code>options|path|processing)\] )(?<message>.*)$/,
  },
  {
    tool: "scalastyle",
    pattern:
      /^(?<severity>error|warning|info) file=(?<file>[^=]{1,500}) message=(?<message>.*?)(?: line=(?<line>\d{1,7}))?(?: column=(?<column>\d{1,7}))?$/,
  },
  {
    tool: "flexsdk",
    pattern:
      /^(?<file>(?:[A-Za-z]:)?[^:()]+\.(?:as|mxml))\((?<line>\d+)\): (?:col: (?<column>\d+) )?(?<severity>Error|Warning): (?<message>.*)$/,
  },
];

export const jvmCompilers = lineFamily(
  "jvm-compilers",
  [
    ".java:[0",
    "0: error: ",
    "0: warning: ",
    "0:error: ",
    "0:warning: ",
    "0 [error] ",
    "0 [warning] ",
    ".kt:0",
    ".kts:0",
    ".kt: (0",
    ".kt:[0",
    ".kts: (0",
    "^e: ",
    "^w: ",
    ".groovy:[0",
    ".groovy: 0",
    ".gradle: 0",
    ".scala:[0",
    "^error file",
    "^warning file",
    "^info file",
    "^[warn] ",
    ".mxml(0",
    ".as(0",
    ":\t",
    "pmd failure",
    "warning: [options]",
    "^[error] /",
    "^[ant:checkstyle]",
    "^[info] /",
  ],
  formats,
);
