import type { Brief } from "@/lib/domain/brief";
import { type ComparedEnvironment, compareEnvironments, numberOf } from "@/lib/domain/compare-environments";
import type { Sandbox } from "@/lib/sandbox/types";

const timeoutSeconds = 30;

/** How each runtime says its version, under the names that evidence gives them. */
const runtimes: Readonly<Record<string, string>> = {
  node: "node --version",
  npm: "npm --version",
  bun: "bun --version",
  deno: "deno --version",
  python: "python3 --version",
  go: "go version",
  rust: "rustc --version",
  java: "java -version",
  ruby: "ruby --version",
  php: "php --version",
  dotnet: "dotnet --version",
  gcc: "gcc --version",
  clang: "clang --version",
};

/**
 * Whether commands run here on what they ran on in CI, asked of the sandbox that ran them. Null where it does not answer: what
 * was seen before of a repair stays true.
 */
export async function compareWithCi(
  sandbox: Sandbox,
  ci: Brief["environment"],
  treeDirectory: string,
  signal: AbortSignal,
): Promise<ComparedEnvironment | null> {
  const tools = Object.keys(runtimes).filter((tool) => Object.hasOwn(ci.versions, tool));
  const asked = tools.map((tool) => {
    const command = runtimes[tool] ?? "";
    return `command -v ${command.split(" ")[0]} > /dev/null && echo "${tool} $(${command} 2>&1 | head -n 1)"`;
  });
  const script = ['echo "os $(uname -s)"', ...asked, "true"].join("\n");
  const answer = await sandbox
    .run({ command: ["/bin/sh", "-c", script], treeDirectory, timeoutSeconds, signal })
    .catch(() => null);
  signal.throwIfAborted();
  if (answer === null) return null;
  const said = new Map(
    answer.standardOutput.split("\n").map((line) => {
      const [name = "", ...words] = line.split(" ");
      return [name, words.join(" ")] as const;
    }),
  );
  const versions: Record<string, string> = {};
  for (const tool of tools) {
    const number = numberOf(said.get(tool));
    if (number !== null) versions[tool] = number;
  }
  return compareEnvironments(ci, { os: said.get("os") ?? null, versions }, tools);
}
