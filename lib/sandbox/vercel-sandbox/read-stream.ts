import { StreamLine } from "./schema";
import { VercelSandboxError } from "./vercel-sandbox-error";

/** Of one line, which carries a piece of output and never a whole one. */
const lineCharactersMax = 4 * 1024 * 1024;

/**
 * Follows a command to its end, as lines of JSON tell of it. What it says is passed on; a line of another shape ends the reading,
 * because then nobody knows what the rest means.
 *
 * @throws {VercelSandboxError} where the stream ends before the command did, or tells of an error
 */
export async function readStream(
  body: ReadableStream<Uint8Array>,
  onOutput: (stream: "stdout" | "stderr", data: string) => void,
): Promise<{ exitCode: number }> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      rest += done ? `${decoder.decode()}\n` : decoder.decode(value, { stream: true });
      const lines = rest.split("\n");
      rest = lines.pop() ?? "";
      if (rest.length > lineCharactersMax)
        throw new VercelSandboxError("Vercel's stream has a line that does not end.");
      for (const text of lines) {
        const line = parseLine(text);
        if (line === null) continue;
        if ("command" in line) {
          if (line.command.exitCode !== null) return { exitCode: line.command.exitCode };
        } else if (line.stream === "error")
          throw new VercelSandboxError(`Vercel ended the command: ${line.data.message.slice(0, 500)}`);
        else onOutput(line.stream, line.data);
      }
      if (done) throw new VercelSandboxError("Vercel's stream ended before the command did.");
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function parseLine(text: string): StreamLine | null {
  if (text.trim() === "") return null;
  try {
    return StreamLine.parse(JSON.parse(text));
  } catch {
    throw new VercelSandboxError(`Vercel's stream has a line of another shape: ${text.slice(0, 200)}`);
  }
}
