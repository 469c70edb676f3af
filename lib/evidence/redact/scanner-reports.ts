import type { Rule } from "./rule";

/** Names of fields whose value is the secret itself or a line that holds it, in lower case, as the scanners write them. */
const fields = ["raw result: ", "rawv2 result: ", "secret:    ", "finding:    "];

/**
 * The lines in which secret scanners print what they found: the whole rest of the line is the secret, or holds it,
 * whatever it looks like. Forms: https://github.com/trufflesecurity/trufflehog and https://github.com/gitleaks/gitleaks.
 */
export const scannerReports: readonly Rule[] = fields.map((field) => ({
  leads: [field],
  scope: "line",
  find(text) {
    const at = text.toLowerCase().indexOf(field);
    if (at === -1) return [];
    const end = text.indexOf("\n", at) === -1 ? text.length : text.indexOf("\n", at);
    let start = at + field.length;
    while (text.charAt(start) === " ") start += 1;
    return start < end ? [{ start, end }] : [];
  },
}));
