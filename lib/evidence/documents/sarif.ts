import { z } from "zod";
import type { Diagnostic, DiagnosticSeverity } from "@/lib/domain/evidence";
import type { Document } from "./document";

const Location = z.object({
  physicalLocation: z
    .object({
      artifactLocation: z.object({ uri: z.string().optional() }).optional(),
      region: z.object({ startLine: z.number().optional(), startColumn: z.number().optional() }).optional(),
    })
    .optional(),
});

/** The parts we read of https://docs.oasis-open.org/sarif/sarif/v2.1.0/. */
const Sarif = z.object({
  runs: z.array(
    z.object({
      tool: z.object({ driver: z.object({ name: z.string() }) }),
      results: z
        .array(
          z.object({
            ruleId: z.string().optional(),
            level: z.string().optional(),
            message: z.object({ text: z.string().optional(), markdown: z.string().optional() }),
            locations: z.array(Location).optional(),
          }),
        )
        .nullish(),
    }),
  ),
});

const severities: Readonly<Record<string, DiagnosticSeverity>> = {
  error: "error",
  warning: "warning",
  note: "info",
};

/** SARIF 2.1, the exchange format of static analysis. */
export const sarif: Document = {
  id: "sarif",
  accepts: (head) => head.startsWith("{") && head.includes("sarif") && head.includes('"runs"'),
  read(text) {
    const parsed = Sarif.safeParse(parseJson(text));
    if (!parsed.success) return null;
    return parsed.data.runs.flatMap(({ tool, results }) =>
      (results ?? []).map((result): Diagnostic => {
        const place = result.locations?.[0]?.physicalLocation;
        return {
          tool: tool.driver.name,
          file: place?.artifactLocation?.uri ?? null,
          line: place?.region?.startLine ?? null,
          column: place?.region?.startColumn ?? null,
          severity: severities[result.level ?? "warning"] ?? null,
          code: result.ruleId ?? null,
          message: result.message.text ?? result.message.markdown ?? "",
        };
      }),
    );
  },
};

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
