import { byStart } from "../lines/by-start";
import { charCodeAt } from "../lines/char-code-at";

/** What build tools and loggers put before a tool's line; each is taken off at most a few times. */
const wrappers: readonly RegExp[] = [
  /^\s*\[(?:\d{4}-\d\d-\d\d[T ])?[\d:.,]{5,16}Z?\] /,
  /^\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?\s+(?=\S)/,
  /^##\[(?:error|warning)\]/,
  /^\s*\[(?!(?:error|warn|warning|info|debug|fatal|low|medium|high|critical|style|unspecified)\])[A-Za-z][\w:-]*\](?:\s|$)/i,
  /^\s*\d{1,3}>(?:\s*(?=[A-Za-z"<.\\/]))/,
  /^(?::[A-Za-z][\w-]{0,80}){1,8}(?=\/|[A-Z]:\\)/,
  /^[\w.-]{1,60} {0,30}\| /,
  /^#\d{1,4} \d{1,6}\.\d+ /,
  /^[@\w][\w@/.-]*:(?:build|test|lint|check|typecheck|type-check|check-types|compile|format): /,
];

const wrappersFor = byStart(wrappers, (wrapper) => wrapper);

const ROUNDS_MAX = 4;

/** Many families read the same line one after the other. */
let last = { line: "", text: "" };

/** A line as the tool wrote it, without "[javac]", "12:30:59", "3>", "##[error]" and their like before it. */
export function unwrap(line: string): string {
  if (line !== last.line) last = { line, text: takeOff(line) };
  return last.text;
}

function takeOff(line: string): string {
  let text = line;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    if (!mayBeWrapped(text)) return text;
    const wrapper = wrappersFor(text).find((pattern) => pattern.test(text));
    if (!wrapper) return text;
    text = text.replace(wrapper, "");
  }
  return text;
}

/** How far from the start the mark may stand that ends a name: ":test: " of a task, " | " of a service. */
const NAME_MAX = 80;

/** Most wrappers begin with a bracket, a colon, a digit or a number sign, some behind blanks; the others are names. */
function mayBeWrapped(text: string): boolean {
  let at = 0;
  let code = charCodeAt(text, at);
  while (code === 32 || code === 9) code = charCodeAt(text, ++at);
  if (code === 91 || code === 35 || (code >= 48 && code <= 58) || code < 32 || code > 127) return true;
  const head = text.slice(0, NAME_MAX);
  return (
    (head.includes("|") && head.includes(" | ")) ||
    /:(?:build|test|lint|check|type|compile|format)[\w-]*: /.test(head)
  );
}
