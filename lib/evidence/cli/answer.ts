import { readFileSync } from "node:fs";
import process from "node:process";
import { ZodError } from "zod";
import { type ExtractInput, extractEvidence } from "../extract";
import { Question } from "./question";
import { SourceReader, streamed } from "./read-source";

type ErrorCode = "BAD_JSON" | "BAD_QUESTION" | "NOT_FOUND" | "UNREADABLE" | "INTERNAL";

const logs = new SourceReader();
const passingLogs = new SourceReader();

/** The answer line to one input line, without its line feed. Never throws: what is wrong is said in the answer. */
export async function answerLine(line: string): Promise<string> {
  let raw: unknown;
  try {
    raw = JSON.parse(line);
  } catch {
    return refusal(null, "BAD_JSON", "The line is not JSON.");
  }
  const id = typeof raw === "object" && raw !== null && "id" in raw ? raw.id : null;
  try {
    const question = Question.parse(raw);
    return JSON.stringify({ id: question.id, ok: true, ...(await extractEvidence(inputOf(question))) });
  } catch (error) {
    return refusal(id, codeOf(error), messageOf(error));
  }
}

/** The answers to lines, each with its line feed. */
export async function answerLines(lines: readonly string[]): Promise<string> {
  const answers: string[] = [];
  for (const line of lines) answers.push(`${await answerLine(line)}\n`);
  return answers.join("");
}

export function inputOf(question: Question): ExtractInput {
  return {
    log: question.log === "-" ? streamed(process.stdin) : logs.read(question.log),
    provider: question.provider,
    reports: question.junit?.map((path) => readFileSync(path)),
    passingLog: question.passingLog ? passingLogs.read(question.passingLog) : undefined,
    limits: { maxLines: question.maxLines, maxBytes: question.maxBytes },
  };
}

function refusal(id: unknown, code: ErrorCode, message: string): string {
  return JSON.stringify({ id, ok: false, error: { code, message } });
}

function codeOf(error: unknown): ErrorCode {
  if (error instanceof ZodError) return "BAD_QUESTION";
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "NOT_FOUND";
  return typeof code === "string" && /^E[A-Z]+$/.test(code) ? "UNREADABLE" : "INTERNAL";
}

function messageOf(error: unknown): string {
  if (error instanceof ZodError) {
    return error.issues.map((issue) => `${issue.path.join(".") || "line"}: ${issue.message}`).join("; ");
  }
  return error instanceof Error ? error.message : String(error);
}
