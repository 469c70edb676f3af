/** A value of a configuration: a scalar, or code as it is written where it is no literal. */
export type Scalar = string | number | boolean | null;

/** Path of keys, joined by `›` → value. Items of a plain list are keys of their own: their order says nothing. */
export type Leaves = Map<string, Scalar>;

export const joint = "›";
/** Behind the path of a list, before an item of it. */
export const itemMark = "∋";

const depthMax = 40;

function isScalar(value: unknown): value is Scalar {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

const severity = /^(?:off|warn|warning|error|info|note|none|allow|deny|forbid|always|never|0|1|2)$/i;

/** `["E", "F"]` is a set; `["error", 8]` is a rule and what it is asked with. */
function isPlainList(list: readonly unknown[]): boolean {
  return list.every(isScalar) && !(list.length > 0 && severity.test(String(list[0])));
}

function collect(value: unknown, path: string, leaves: Leaves, depth: number): void {
  if (depth > depthMax) throw new RangeError("The configuration is nested too deeply.");
  const within = (key: string | number) => (path === "" ? `${key}` : `${path}${joint}${key}`);
  if (Array.isArray(value)) {
    if (isPlainList(value)) for (const item of value) leaves.set(`${path}${itemMark}${item}`, true);
    else for (const [index, item] of value.entries()) collect(item, within(index), leaves, depth + 1);
    return;
  }
  if (isScalar(value)) {
    leaves.set(path, value);
    return;
  }
  if (typeof value === "object" && value !== null && !(value instanceof Date)) {
    for (const [key, inner] of Object.entries(value)) collect(inner, within(key), leaves, depth + 1);
    return;
  }
  leaves.set(path, String(value));
}

/** All values of a parsed configuration by where they stand. */
export function leavesOf(value: unknown): Leaves {
  const leaves: Leaves = new Map();
  collect(value, "", leaves, 0);
  return leaves;
}
