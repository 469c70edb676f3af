import { type LineFormat, lineFamily } from "./line-format";

const severity = "(?<severity>(?:fatal |general )?error|warning)";
const graded = String.raw`${severity}(?: (?<code>[A-Za-z_][\w.-]*))?`;
/** Without a code there is a blank before the colon: others write "file(12): error: message". */
const gradedAtPlace = String.raw`${severity}(?: (?<code>[A-Za-z_][\w.-]*) ?:| :)`;

const formats: readonly LineFormat[] = [
  {
    tool: "msbuild",
    pattern: new RegExp(
      String.raw`^(?<file>(?:[A-Za-z]:)?[^:()]+(?:\([^()\d][^()]{0,80}\)[^:()]*)?)\((?<line>\d+)(?:-\d+)?(?:,(?<column>\d+)(?:[-,]\d+){0,3})?\) ?: ?${gradedAtPlace} ?(?<message>.*)$`,
    ),
  },
  {
    tool: "msbuild",
    pattern: new RegExp(
      String.raw`^(?<file>(?:[A-Za-z]:)?[^:()]+\.(?:obj|lib|res|rc|vcxproj|csproj|sln|targets|props|vbproj|fsproj|manifest|dll|exe)(?:\([^()]*\))?) ?: ${graded} ?: (?<message>.*)$`,
      "i",
    ),
  },
  {
    tool: "msbuild",
    pattern: new RegExp(
      `^(?:LINK|CSC|VBC|FSC|EXEC|MSBUILD|NMAKE|CVTRES|RC|ALINK|cl|LIB|MIDL|ILC|NuGet|UnrealBuildTool|Command line|BSCMAKE|CL) ?: ?(?:Command line )?${graded} ?: (?<message>.*)$`,
      "i",
    ),
  },
  {
    tool: "msbuild",
    pattern: /^(?:rs|[\w.]+): (?<severity>error|warning) (?<code>\d{3,}): (?<message>.*)$/,
  },
  {
    tool: "msbuild",
    pattern: /^(?<severity>error|warning) (?<code>[A-Z]{2,10}\d{3,6}) ?: (?<message>.*)$/,
  },
];

/** MSBuild, dotnet and the compilers behind them: "file(line,column): severity CODE: message [project]". */
export const msbuild = lineFamily(
  "msbuild",
  [
    "0): error",
    "0): warning",
    "0) : error",
    "0) : warning",
    "0): fatal error",
    "0) : fatal error",
    "0):error",
    "0):warning",
    " : error ",
    " : warning ",
    " : fatal error ",
    "command line warning ",
    "command line error ",
    ".obj : ",
    ".lib : ",
    ".lib(",
    ": error 0",
    ": warning 0",
    "^error ",
    "^warning ",
    "proj : ",
    " error nu0",
    " warning nu0",
  ],
  formats,
  /^(?:\S+ )?\d+ (?:Error|Warning)\(s\)/,
);
