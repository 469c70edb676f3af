import { readFileSync, statSync } from "node:fs";
import process from "node:process";
import { z } from "zod";
import { answerLines, endQuietlyWhenNobodyReads, type LineAnswer } from "@/lib/answer-lines";
import { fileArguments } from "@/lib/file-arguments";
import { redact } from "../redact/redact";
import { reportLimits } from "../reports/limits";
import { readReport } from "../reports/read-report";
import { redactReport } from "../reports/redact-report";
import { ReportRefused } from "../reports/refused";
import type { TestReport } from "../reports/test-report";
import { describeReport } from "./describe-report";

const USAGE = `Usage: npm run -s test-report -- FILE…          what each test report says, for people
       npm run -s test-report -- --json FILE…   one JSON object a file
       npm run -s test-report -- --batch        questions {"id", "file"} on standard input, answers on standard output
`;

const Question = z.object({ id: z.string(), file: z.string() });

function readFile(file: string): Uint8Array {
  try {
    if (statSync(file).size > reportLimits.bytesMax) {
      throw new ReportRefused(
        "MALFORMED",
        `The file is larger than ${reportLimits.bytesMax / 1024 / 1024} MiB.`,
      );
    }
    return readFileSync(file);
  } catch (error) {
    if (error instanceof ReportRefused) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ReportRefused("NOT_FOUND", `The file cannot be read: ${reason}`);
  }
}

function answer(file: string): { report: TestReport } | { refused: ReportRefused } {
  try {
    return { report: redactReport(readReport(readFile(file)), redact) };
  } catch (error) {
    if (error instanceof ReportRefused) return { refused: error };
    throw error;
  }
}

function lineAnswer(file: string): LineAnswer {
  const result = answer(file);
  if ("report" in result) return { ok: true, ...result.report };
  return { ok: false, error: { code: result.refused.code, message: redact(result.refused.message).text } };
}

async function main(args: readonly string[]): Promise<number> {
  const asked = fileArguments(args);
  if (asked === null) {
    process.stderr.write(USAGE);
    return 2;
  }
  if (asked.kind === "batch") {
    await answerLines((question) => lineAnswer(Question.parse(question).file));
    return 0;
  }
  endQuietlyWhenNobodyReads();
  let refused = 0;
  for (const file of asked.files) {
    const result = asked.isJson ? null : answer(file);
    if (result === null) process.stdout.write(`${JSON.stringify({ id: file, ...lineAnswer(file) })}\n`);
    else if ("report" in result)
      process.stdout.write(describeReport(file, result.report, process.stdout.isTTY));
    else {
      refused++;
      process.stderr.write(
        redact(`${file}: ${result.refused.code}: ${result.refused.message}`).text.concat("\n"),
      );
    }
  }
  return refused > 0 ? 1 : 0;
}

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
