/** The line by which a program that failed says why, or its first one. */
export function firstWords(program: string, said: { standardError: string; standardOutput: string }): string {
  const lines = `${said.standardError}\n${said.standardOutput}`.split("\n").map((line) => line.trim());
  const telling = lines.find((line) => /\berr(?:or)?\b|ERR_|YN00(?!00)\d\d/i.test(line));
  const words = telling ?? lines.find((line) => line !== "");
  return words?.slice(0, 300) ?? `${program} failed without a word.`;
}
