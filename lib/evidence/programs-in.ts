const COMMAND_LENGTH_MAX = 300;

/** The words of a command in lower case and without their folders: "vendor/bin/phpcs src" has phpcs. */
export function programsIn(command: string | null): ReadonlySet<string> {
  const words = (command ?? "")
    .slice(0, COMMAND_LENGTH_MAX)
    .toLowerCase()
    .split(/[\s;&|()]+/);
  return new Set(words.map((word) => word.slice(word.lastIndexOf("/") + 1)));
}
