/** What the command line of a command of the batch contract asks for: answers to questions, or to files. */
export type FileArguments = { kind: "batch" } | { kind: "files"; files: readonly string[]; isJson: boolean };

/** `FILE…`, `--json FILE…` or `--batch` alone; null for anything else. */
export function fileArguments(args: readonly string[]): FileArguments | null {
  const files = args.filter((arg) => !arg.startsWith("-"));
  const [option, ...others] = args.filter((arg) => arg.startsWith("-"));
  if (others.length > 0) return null;
  if (option === "--batch") return files.length === 0 ? { kind: "batch" } : null;
  if ((option !== undefined && option !== "--json") || files.length === 0) return null;
  return { kind: "files", files, isJson: option === "--json" };
}
