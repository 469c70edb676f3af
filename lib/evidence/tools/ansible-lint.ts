import type { Family } from "../family";

const place = /^(\S[^:]*\.ya?ml):(\d+)(?::(\d+))?(?: (?:Task\/Handler|Lookup|Play)\b.*)?$/;
/** With a link around the rule the terminal's marks may stay behind. */
const said = /^(?:\][^\\]{0,300}\\)?([a-z][\w-]{0,80}(?:\[[\w.:/ -]{1,200}\])?)(?:\]8;;\\)?: (\S.*)$/;

/** Ansible-lint for people: "rule[tag]: message", then the place on the next line. */
export const ansibleLint: Family = {
  id: "ansible-lint",
  triggers: [".yml:0", ".yaml:0"],
  open: (emit, log) => ({
    line(text, lineNumber) {
      const [, file, line, column] = place.exec(text.trimEnd()) ?? [];
      const [, code, message] = file ? (said.exec(log.text(lineNumber - 1).trimEnd()) ?? []) : [];
      if (!file || !code || !message) return false;
      emit({
        kind: "diagnostic",
        startLine: lineNumber - 1,
        endLine: lineNumber,
        diagnostic: {
          file,
          line: Number(line),
          column: column ? Number(column) : null,
          severity: "error",
          code,
          message: message.replace(/ \(warning\)$/, ""),
        },
      });
      return false;
    },
  }),
};
