import process from "node:process";
import { createInterface } from "node:readline";

/** What a command of the batch contract answers to one line: its own fields, or a code and a message for people. */
export type LineAnswer =
  | { ok: true; [field: string]: unknown }
  | { ok: false; error: { code: string; message: string } };

/**
 * Speaks the batch contract: one JSON object a line on standard input, one answer a line on standard output, in the same
 * order, each with the `id` of its question. A line that is no question, and an answer that throws, never stop the rest.
 */
export async function answerLines(
  answer: (question: unknown) => LineAnswer | Promise<LineAnswer>,
): Promise<void> {
  endQuietlyWhenNobodyReads();
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === "") continue;
    const text = JSON.stringify(await answerLine(line, answer));
    if (!process.stdout.write(`${text}\n`))
      await new Promise((resolve) => process.stdout.once("drain", resolve));
  }
}

/** `command | head` is no failure of the command. */
export function endQuietlyWhenNobodyReads(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
}

async function answerLine(line: string, answer: (question: unknown) => LineAnswer | Promise<LineAnswer>) {
  let id: unknown = null;
  try {
    const question: unknown = JSON.parse(line);
    if (typeof question === "object" && question !== null && "id" in question) id = question.id;
    return { id, ...(await answer(question)) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { id, ok: false, error: { code: "BAD_INPUT", message } };
  }
}
