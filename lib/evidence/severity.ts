import type { DiagnosticSeverity } from "@/lib/domain/evidence";

const errors =
  /^(?:e|f|err|errors?|fatal|critical|criticalerror|criticalwarning|crit|blocker|block|high|severe|serious|breaking|failure|defcon1|fail|deny)$/i;
const warnings =
  /^(?:w|warn|warnings?|medium|moderate|med|mid|major|minor|low|normal|caution|potentiallybreaking|3|4)$/i;
const infos =
  /^(?:i|c|r|info|information|informational|remark|message|note|notice|hint|suggestion|advice|style|convention|refactor|negligible|trivial|unknown|none|nonbreaking|undefined|5)$/i;

/** Numbers from 1, the gravest, to 5: https://docs.pmd-code.org/latest/pmd_rules_java.html, "Priority". */
const fiveGrades: readonly DiagnosticSeverity[] = ["error", "error", "warning", "info", "info"];
/** Numbers from 1 to 3: https://spotbugs.readthedocs.io/en/stable/gui.html, rank and "confidence". */
const threeGrades: readonly DiagnosticSeverity[] = ["error", "warning", "info"];

/** How a tool counts its priorities, where it does. */
export type Priorities = 3 | 5;

/** What a priority is worth on the tool's own scale, null if it is not on it. */
export function severityOfPriority(digits: string | null, priorities: Priorities): DiagnosticSeverity | null {
  const grades = priorities === 5 ? fiveGrades : threeGrades;
  return grades[Number(digits ?? 0) - 1] ?? null;
}

/** Every tool has its own scale; ours has three grades. ESLint's numbers are 1 for a warning and 2 for an error. */
export function severityOf(word: string | null): DiagnosticSeverity | null {
  if (word === null) return null;
  if (/(?:error|fatal)$/i.test(word)) return "error";
  if (word === "2" || errors.test(word)) return "error";
  if (word === "1" || warnings.test(word)) return "warning";
  return infos.test(word) ? "info" : null;
}
