import type { Diagnostic } from "@/lib/domain/evidence";
import { type ReportFields, toDiagnostic, usualFields } from "./report-format";
import { find, isRecord, type Node, rootOf, textAt } from "./walk";

const DEPTH_MAX = 6;

const fields: ReportFields = {
  file: [...usualFields.file, "../filename", "../target", "resource", "component", "package", "packageName"],
  message: [...usualFields.message, "name", "detail", "details"],
};

/**
 * The findings of a report that no format knows: the outermost list of which most entries say something and grade it,
 * place it or name a rule. Null if there is no such list.
 */
export function readAnyReport(root: Node): Diagnostic[] | null {
  let level: Node[] = [root];
  for (let depth = 0; depth < DEPTH_MAX && level.length > 0; depth++) {
    const lists = level.filter(({ value }) => isListOfFindings(value));
    if (lists.length > 0) {
      return lists
        .flatMap((list) => find(list, ""))
        .filter(({ value }) => isRecord(value))
        .map((finding) => toDiagnostic({ tool: "report", ...fields }, finding));
    }
    level = level.flatMap(inside);
  }
  return null;
}

/** The values one level further in; arrays stay whole. */
function inside(node: Node): Node[] {
  if (Array.isArray(node.value)) {
    return node.value.flatMap((element: unknown) => {
      const one = { value: element, key: node.key, parent: node.parent };
      if (Array.isArray(element)) return [one];
      return isRecord(element) ? inside(one) : [];
    });
  }
  if (!isRecord(node.value)) return [];
  return Object.entries(node.value)
    .filter(([, value]) => typeof value === "object" && value !== null)
    .map(([key, value]) => ({ value, key, parent: node }));
}

function isListOfFindings(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0) return false;
  const telling = value.filter((entry: unknown) => isRecord(entry) && isFinding(rootOf(entry)));
  return telling.length * 2 >= value.length;
}

/** Lists of tests grade and place their entries too, the ones that passed among them. */
const outcome = /^(?:passed|failed|pending|skipped)$/;

function isFinding(node: Node): boolean {
  if (outcome.test(textAt(node, ["status"]) ?? "")) return false;
  const has = (paths: readonly string[]) => textAt(node, paths) !== null;
  if (!has([...usualFields.message, "name"])) return false;
  const graded = has(["severity", "Severity", "level", "Level", "priority", "criticality"]);
  const placed = has(usualFields.line);
  const ruled = has(["code", "rule", "ruleId", "rule_id", "ruleName", "check_id", "cve"]);
  return (
    (graded && (placed || ruled || has(usualFields.file) || has(["id", "title"]))) ||
    (placed && (ruled || has(usualFields.file)))
  );
}
