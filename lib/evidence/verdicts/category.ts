import type { Category } from "@/lib/domain/loop";
import type { Findings, FoundDiagnostic } from "../findings";
import { categoryOfTool } from "../tools/categories";
import type { Ending } from "./failing-step";

export interface CategoryVerdict {
  category: Category;
  confidence: number;
  reasons: string[];
}

/** The category with the strongest sign, strongest signs first. */
export function judgeCategory(
  findings: Findings,
  diagnostics: readonly FoundDiagnostic[],
  ending: Ending,
): CategoryVerdict {
  if (ending.stop && ending.stop.cause !== "exit") {
    const category = ending.stop.cause === "timeout" ? "timeout" : "infrastructure";
    return { category, confidence: 0.9, reasons: [`line ${ending.stop.line} says that the job was stopped`] };
  }
  if (findings.tests.size > 0 || findings.counts.some((counts) => counts.failed > 0)) {
    return { category: "test", confidence: 0.9, reasons: ["a test runner reports failed tests"] };
  }
  const first = diagnostics.find(({ diagnostic }) => diagnostic.severity !== "info");
  if (first) {
    const { tool } = first.diagnostic;
    const category = categoryOfTool[tool] ?? "build";
    return { category, confidence: 0.8, reasons: [`${tool} reports findings`] };
  }
  return {
    category: "unknown",
    confidence: 0,
    reasons: ["no test runner, tool or provider says what failed"],
  };
}
