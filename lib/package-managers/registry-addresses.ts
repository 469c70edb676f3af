/** `"resolved": "…"` of npm, `resolved "…"` of Yarn 1. */
const resolved = /^( *"?resolved"?:? ")(https?:\/\/[^"\n]*)(".*)$/;

interface Address {
  /** Of the registry, with the slash at its end. */
  base: string;
  /** `name/-/name-1.0.0.tgz`, with its scope and the hash behind it. */
  tail: string;
}

/** The two parts of where a package came from; null for what is in no registry. */
export function splitAddress(address: string): Address | null {
  if (!/^https?:\/\//.test(address)) return null;
  const parts = address.split("/");
  const at = parts.lastIndexOf("-");
  if (at < 4) return null;
  const start = parts[at - 2]?.startsWith("@") ? at - 2 : at - 1;
  return { base: `${parts.slice(0, start).join("/")}/`, tail: parts.slice(start).join("/") };
}

/** Of a line that says where a package came from; null for others. */
function addressIn(line: string): Address | null {
  const address = resolved.exec(line)?.[2];
  return address === undefined ? null : splitAddress(address);
}

/** The text with every package at another registry. */
export function withRegistry(text: string, registryUrl: string): string {
  return mapAddresses(text, ({ tail }) => `${registryUrl}${tail}`);
}

/**
 * The text with every package where the lock file before had it; what is new stands where most of the old of its scope did,
 * else where most of all did, and without an address where the old had none. A lock file never keeps the address of the
 * registry that we asked.
 */
export function withAddressesOf(text: string, before: string): string {
  const known = new Map<string, string>();
  const counts = new Map<string, Map<string, number>>();
  for (const line of before.split("\n")) {
    const address = addressIn(line);
    if (address === null) continue;
    known.set(address.tail, `${address.base}${address.tail}`);
    for (const group of new Set(["", scopeOf(address)])) {
      const bases = counts.get(group) ?? new Map<string, number>();
      counts.set(group, bases.set(address.base, (bases.get(address.base) ?? 0) + 1));
    }
  }
  const usual = new Map([...counts].map(([group, bases]) => [group, mostOf(bases)]));
  return mapAddresses(text, (address) => {
    const base = usual.get(scopeOf(address)) ?? usual.get("") ?? null;
    return known.get(address.tail) ?? (base === null ? null : `${base}${address.tail}`);
  });
}

/** `@acme`; empty where the package has none. */
function scopeOf({ tail }: Address): string {
  return tail.startsWith("@") ? (tail.split(/\/|%2f/i, 1)[0] ?? "") : "";
}

function mostOf(bases: ReadonlyMap<string, number>): string | null {
  return [...bases].sort(([, one], [, other]) => other - one)[0]?.[0] ?? null;
}

/** Null drops the line. */
function mapAddresses(text: string, map: (address: Address) => string | null): string {
  return text
    .split("\n")
    .flatMap((line) => {
      const address = addressIn(line);
      if (address === null) return [line];
      const mapped = map(address);
      return mapped === null
        ? []
        : [line.replace(resolved, (_, start: string, __, end: string) => start + mapped + end)];
    })
    .join("\n");
}

/** Whether a text names a host and port, plain or as part of an address inside of another. */
export function namesAddress(text: string, address: string): boolean {
  const { host } = new URL(address);
  return text.includes(host) || text.includes(encodeURIComponent(host));
}
