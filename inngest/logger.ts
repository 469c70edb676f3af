import type { Log } from "@/lib/log";

/** Inngest's log lines in our log. Its details may hold event data of any size, so only the message goes in. */
export function inngestLogger(log: () => Log) {
  const text = (parts: unknown[]) =>
    parts
      .filter((part) => typeof part === "string")
      .join(" ")
      .slice(0, 500);
  return {
    info: (...parts: unknown[]) => log().debug({ from: "inngest" }, text(parts)),
    debug: () => {},
    warn: (...parts: unknown[]) => log().warn({ from: "inngest" }, text(parts)),
    error: (...parts: unknown[]) => log().error({ from: "inngest" }, text(parts)),
  };
}
