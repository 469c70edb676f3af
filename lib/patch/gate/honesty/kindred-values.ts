/** Places of a text that are filled in: `${id}`, `#{id}`, `{id}`, `$(date)`, `%d`, and of a route `/:id`, `<int:id>`. */
const hole =
  /(?<=\/):\w{1,40}|<(?:\w{1,20}:)?\w{1,40}>|\$\{[^{}]{0,80}\}|#\{[^{}]{0,80}\}|\{[^{}]{0,80}\}|\$\([^()]{0,80}\)|%[sd]/g;
/** Less of fixed text fits anything. */
const fixedMin = 2;

function plain(value: string): string {
  return value.replace(/^"|"$/g, "");
}

/** What fills the holes of a template so that the text comes out; null where it cannot, or where there is no hole. */
function fillings(template: string, text: string): string[] | null {
  const fixed = plain(template).split(hole);
  if (fixed.length < 2 || fixed.join("").replaceAll(/[^\p{L}\p{N}]/gu, "").length === 0) return null;
  if (fixed.join("").length < fixedMin) return null;
  const whole = plain(text);
  const [first = "", ...others] = fixed;
  if (!whole.startsWith(first)) return null;
  const found: string[] = [];
  let at = first.length;
  for (const [index, part] of others.entries()) {
    const isLast = index === others.length - 1;
    const next = isLast ? whole.length - part.length : whole.indexOf(part, at + 1);
    if (next <= at || !whole.startsWith(part, next)) return null;
    found.push(whole.slice(at, next));
    at = next + part.length;
  }
  return found;
}

/** Whether a text is what a template of the code makes when it is filled. */
export function fits(template: string, text: string): boolean {
  return fillings(template, text) !== null;
}

/** `"A-1"` → `"A-{n}"`: the value is made anew each time and looks as it did. */
export function isMadeUnique(lost: string, gained: string): boolean {
  return fillings(gained, lost) !== null;
}

/** `"log-$(date +%F)"` → `"log-2024-02-03"`: what was read from outside is given. What it is given as; null where not. */
export function pinnedTo(lost: string, gained: string): string | null {
  const found = fillings(lost, gained);
  return found === null || found.some((text) => text.split(hole).length > 1) ? null : (found[0] ?? null);
}

/** Fewer words follow one another by chance. */
const grownWordsMin = 3;

function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{N}_.+-]+/u).filter((word) => word !== "");
}

/** Whether all words of a text stand in another in their order, and others between them. */
export function isWithin(had: string, has: string): boolean {
  const [words, more] = [wordsOf(had), wordsOf(has)];
  let at = 0;
  for (const word of more) if (word === words[at]) at += 1;
  return at === words.length && more.length > at;
}

/** `"INSERT … VALUES ('A', 1)"` → `"INSERT … VALUES ('A', 1, 'new')"`: all that stood there stands there, and more. */
export function hasGrown(lost: string, gained: string): boolean {
  return (
    lost.startsWith('"') && wordsOf(lost).length >= grownWordsMin && isWithin(plain(lost), plain(gained))
  );
}

const target = /^"[\w@]{1,80}(?:(?:\.|\\|::)\w{1,80}){1,20}"$/;

/** `"shop.views.requests.post"` → `"shop.payments.requests.post"`: the name of a thing that lives elsewhere now. */
export function isSameThingElsewhere(lost: string, gained: string): boolean {
  const last = (value: string) =>
    plain(value)
      .split(/\.|\\|::/)
      .at(-1) ?? "";
  return target.test(lost) && target.test(gained) && last(lost) === last(gained) && !/^\d/.test(last(lost));
}

/** A text that is looked for within another one: the longer it is, the less fits. Alternatives let more fit. */
export function isNarrower(lost: string, gained: string): boolean {
  const pattern = (value: string) => plain(value).replace(/^\/(.*)\/[a-z]{0,8}$/s, "$1");
  const [had, has] = [pattern(lost), pattern(gained)];
  const behind = has[has.indexOf(had) + had.length] ?? "";
  return (
    had.length >= 4 &&
    has.length > had.length &&
    has.includes(had) &&
    !/[?*{]/.test(behind) &&
    !has.includes("|")
  );
}

/** `"tests/config.yaml"` → `"config.yaml"`: the same file, named from another folder. */
export function isSameFile(lost: string, gained: string): boolean {
  const [had, has] = [plain(lost), plain(gained)];
  return /\.\w{1,8}$/.test(has) && (had.endsWith(`/${has}`) || has.endsWith(`/${had}`));
}

function leavesOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([key, inner]) => [key, ...leavesOf(inner)]);
  return [value];
}

/** `'{"status":"ok"}'` → `{ status: "ok" }`: what was compared as text is compared as data. */
export function isReadAsData(lost: string, has: (value: string) => boolean): boolean {
  if (!/^"[[{]/.test(lost) || lost.length > 10_000) return false;
  try {
    const leaves = leavesOf(JSON.parse(plain(lost)));
    return leaves.length > 1 && leaves.every((leaf) => has(`"${leaf}"`) || has(`${leaf}`));
  } catch {
    return false;
  }
}
