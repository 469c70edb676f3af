import { addressIn } from "./registry-addresses";

interface ClassicLock {
  packages: number;
  /** True where each package has a hash of its content and an address in a registry. */
  sealed: boolean;
}

/** What a lock file of Yarn 1 asks for: https://classic.yarnpkg.com/en/docs/yarn-lock */
export function readClassicLock(text: string): ClassicLock {
  const entries = text
    .replaceAll("\r\n", "\n")
    .split("\n\n")
    .map((entry) => entry.split("\n").filter((line) => line !== "" && !line.startsWith("#")))
    .filter((lines) => lines.length > 0);
  const sealed = entries.every(
    (lines) =>
      lines.some((line) => line.startsWith("  integrity ")) &&
      lines.every((line) => !line.startsWith("  resolved ") || addressIn(line) !== null),
  );
  return { packages: entries.length, sealed };
}
