/**
 * Words of a line that says what went wrong. Of Yarn's codes some only tell, and lines of a difference say nothing alone:
 * https://yarnpkg.com/advanced/error-codes
 */
const tellingWords =
  /\berr(?:or)?\b|ERR_|\bYN00(?!00|13|73|85|87)\d\d(?!: │ [+-])|\d vulnerabilit|\d [a-z]+ severity vulnerabilit/i;

/** The line by which a program that failed says why, or its first one. */
export function firstWords(program: string, said: { standardError: string; standardOutput: string }): string {
  const lines = `${said.standardError}\n${said.standardOutput}`.split("\n").map((line) => line.trim());
  const telling = lines.find((line) => tellingWords.test(line));
  const words = telling ?? lines.find((line) => line !== "");
  return words?.slice(0, 300) ?? `${program} failed without a word.`;
}
