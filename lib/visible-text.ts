/**
 * What a terminal, a log viewer or a CI runner would obey instead of show: C0 and C1 controls, DEL, line and paragraph
 * separators, zero-width characters, byte-order marks, tags, and the marks that turn the reading direction.
 */
const obeyed =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc00-\udc7f]/g;

/** Workflow commands of GitHub Actions: `::` starts a line, `##[` counts anywhere in it. */
const workflowCommand = /::|##\[/g;

/**
 * One line that shows everything and commands nothing: each dangerous character as `\uXXXX`. On a line of JSON the escapes
 * are JSON's own, because these characters occur in its strings only: parsing still gives the same values.
 */
export function visibleText(text: string): string {
  return text
    .replace(obeyed, escapeAll)
    .replace(workflowCommand, (command) => `${command[0]}${escapeAll(command[1] ?? "")}${command.slice(2)}`);
}

function escapeAll(characters: string): string {
  let escaped = "";
  for (let index = 0; index < characters.length; index += 1) {
    escaped += `\\u${characters.charCodeAt(index).toString(16).padStart(4, "0")}`;
  }
  return escaped;
}
