import type { Family } from "../family";

/** "Fetching sqlite-3.50.4.0...", "Installing rack 3.1.8", "Collecting numpy==2.1.0", "Using rake 13.2.1". */
const fetched =
  /^(?:Fetching|Installing|Collecting|Using) (?<name>@?[A-Za-z][\w@/.+-]{0,80}?)(?:[-= @:]|==|>=|~=){1,2}v?\d/;

/** What set-up steps put in place: the version of the very thing that then fails is half of its story. */
export const components: Family = {
  id: "components",
  triggers: ["^fetching ", "^installing ", "^collecting ", "^using "],
  open: (emit) => ({
    line(text, lineNumber) {
      const name = fetched.exec(text)?.groups?.name;
      if (name) emit({ kind: "component", line: lineNumber, name });
      return false;
    },
  }),
};
