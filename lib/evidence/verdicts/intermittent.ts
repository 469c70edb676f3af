import type { IntermittentVerdict } from "@/lib/domain/evidence";
import type { Ending } from "./failing-step";

/** Is a rerun of the same commit likely to pass? Judged from the failure's own words. */
export function judgeIntermittent(ending: Ending): IntermittentVerdict {
  const cause = ending.stop?.cause;
  if (cause && cause !== "exit" && cause !== "cancelled") {
    return { verdict: true, confidence: 0.8, reasons: [`the job ended by ${cause}, not by what it tested`] };
  }
  return { verdict: false, confidence: 0.5, reasons: ["nothing in the log speaks for chance"] };
}
