import { lineFamily } from "./line-format";

/** rustfmt --check: "Diff in /srv/shop/src/lib.rs:12:", before 1.7 "… at line 12:", with the difference below. */
export const rustfmt = lineFamily(
  "rustfmt",
  ["^Diff in "],
  [
    {
      tool: "rustfmt",
      pattern: /^(?<message>Diff in) (?<file>[^:]+\.rs)(?::| at line )(?<line>\d+):$/,
      severity: "error",
    },
  ],
);
