import type { Log } from "@/lib/log";

/** Inngest's log lines in ours: words and the messages of errors only, since details may hold event data of any size. */
export function inngestLogger(log: () => Log) {
  const text = (parts: unknown[]) => parts.map(wordsOf).filter(Boolean).join(" ").slice(0, 500);
  return {
    info: (...parts: unknown[]) => log().debug({ from: "inngest" }, text(parts)),
    debug: () => {},
    warn: (...parts: unknown[]) => log().warn({ from: "inngest" }, text(parts)),
    error: (...parts: unknown[]) => log().error({ from: "inngest" }, text(parts)),
  };
}

function wordsOf(part: unknown): string {
  if (typeof part === "string") return part;
  const error = typeof part === "object" && part !== null && "err" in part ? part.err : part;
  return error instanceof Error ? error.message : "";
}
