import type { DiagnosticSeverity } from "@/lib/domain/evidence";

const errors =
  /^(?:e|f|err|errors?|fatal|critical|criticalerror|criticalwarning|crit|blocker|block|high|severe|serious|breaking|failure|defcon1|fail|deny)$/i;
const warnings =
  /^(?:w|warn|warnings?|medium|moderate|med|mid|major|minor|low|normal|caution|potentiallybreaking|3|4)$/i;
const infos =
  /^(?:i|c|r|info|information|informational|remark|message|note|notice|hint|suggestion|advice|style|convention|refactor|negligible|trivial|unknown|none|nonbreaking|undefined|5)$/i;

/** Every tool has its own scale; ours has three grades. ESLint's numbers are 1 for a warning and 2 for an error. */
export function severityOf(word: string | null): DiagnosticSeverity | null {
  if (word === null) return null;
  if (/(?:error|fatal)$/i.test(word)) return "error";
  if (word === "2" || errors.test(word)) return "error";
  if (word === "1" || warnings.test(word)) return "warning";
  return infos.test(word) ? "info" : null;
}
