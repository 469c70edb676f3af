import { type LineFormat, lineFamily } from "./line-format";

const linker = String.raw`(?:\S*[/\\-])?(?:ld(?:\.(?:lld|bfd|gold|mold))?(?:64)?(?:\.lld)?(?:-\d+)?|lld-link(?:-\d+)?|wasm-ld(?:-\d+)?|mold|collect2)(?:\.exe)?`;

const formats: readonly LineFormat[] = [
  {
    tool: "ld",
    pattern: new RegExp(`^${linker}: (?<severity>warning|error|fatal error): (?<message>(?!ld returned).*)$`),
  },
  {
    tool: "ld",
    pattern: new RegExp(
      `^${linker}: (?<message>(?!(?:error: )?ld returned|in function|note:|.*: in function|.*: undefined ref).*)$`,
    ),
    severity: "error",
  },
  {
    tool: "ld",
    pattern:
      /^(?:\S*ld(?:\.\w+)?: )?(?<file>(?:[A-Za-z]:)?[^:()]+?):(?:(?<line>\d+):)?(?:\([^()]*\):)? ?(?<message>(?:undefined reference to|multiple definition of|relocation truncated|could not read symbols).*)$/,
    severity: "error",
  },
  {
    tool: "ld",
    pattern: /^(?<message>Undefined symbols? for architecture \w+|"[^"]+", referenced from:)$/,
    severity: "error",
  },
];

/** GNU ld, gold, lld, mold and Apple's ld, whatever compiler drove them. */
export const linkers = lineFamily(
  "linkers",
  [
    "undefined reference to",
    "multiple definition of",
    "relocation truncated",
    "could not read symbols",
    "cannot find -l",
    "ld: ",
    "ld.lld",
    "lld-link",
    "wasm-ld",
    "mold: ",
    "collect0: ",
    "undefined symbol",
  ],
  formats,
);
