import { readFileSync } from "node:fs";
import process from "node:process";
import { createInterface } from "node:readline";
import { z } from "zod";
import { LogProvider } from "@/lib/domain/evidence";
import { extractEvidence } from "../extract";

const Question = z.object({
  id: z.string(),
  log: z.string(),
  provider: LogProvider.default("unknown"),
  junit: z.array(z.string()).optional(),
  passingLog: z.string().optional(),
  maxLines: z.int().min(0).default(200),
  maxBytes: z.int().min(0).default(32_768),
});

async function answer(line: string): Promise<object> {
  let id: unknown = null;
  try {
    const raw: unknown = JSON.parse(line);
    id = typeof raw === "object" && raw !== null && "id" in raw ? raw.id : null;
    const question = Question.parse(raw);
    const evidence = await extractEvidence({
      log: readFileSync(question.log),
      provider: question.provider,
      passingLog: question.passingLog === undefined ? undefined : readFileSync(question.passingLog),
      limits: { maxLines: question.maxLines, maxBytes: question.maxBytes },
    });
    return { id: question.id, ok: true, ...evidence };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { id, ok: false, error: { code: "BAD_INPUT", message } };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() !== "") process.stdout.write(`${JSON.stringify(await answer(line))}\n`);
}
