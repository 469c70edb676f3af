import type { LockedPackage } from "./locked-package";
import { splitAddress } from "./registry-addresses";

export type LockFileChange =
  | {
      kind: "sound";
      /** What was added, changed and removed, for people; null where that is nothing. */
      words: string | null;
    }
  | { kind: "refused"; reason: string };

const namesMax = 5;
/** Of one version: a sound lock file has one. */
const hashesMax = 3;

/**
 * Whether a lock file may stand in place of another, whoever wrote it: what is new in it comes from a registry, from where
 * the packages before it came, with the hash of its content; and no version that was there has other content now.
 *
 * @param before null where there was none that could be read: then any registry will do
 */
export function judgeLockFileChange(
  before: readonly LockedPackage[] | null,
  after: readonly LockedPackage[],
): LockFileChange {
  const unchanged = new Set((before ?? []).map(keyOf));
  const known = hashesOf(before ?? []);
  const places = before && new Set(before.map(placeOf));
  for (const one of after) {
    if (unchanged.has(keyOf(one))) continue;
    const objection = objectionTo(one, known.get(idOf(one)) ?? [], places);
    if (objection !== null) return { kind: "refused", reason: `${one.name} ${one.version} ${objection}.` };
  }
  return { kind: "sound", words: wordsOf(before ?? [], after) };
}

function objectionTo(
  { fromRegistry, sealed, hash, address }: LockedPackage,
  before: readonly string[],
  places: ReadonlySet<string | null> | null,
): string | null {
  if (!fromRegistry) return "would come from elsewhere than a registry";
  if (!sealed) return "would have no hash of its content";
  if (before.length > 0 && (hash === null || !before.some((old) => mayBecome(old, hash))))
    return "would have other content than before";
  return address === null || places === null || places.has(placeOf({ address }))
    ? null
    : "would come from another place than the packages before";
}

/** Newer programs write a stronger hash of the same content. */
function mayBecome(old: string, hash: string): boolean {
  return old === hash || (old.startsWith("sha1-") && hash.startsWith("sha512-"));
}

/** By name and version; several where the lock file contradicts itself. */
function hashesOf(packages: readonly LockedPackage[]): Map<string, string[]> {
  const hashes = new Map<string, string[]>();
  for (const one of packages) {
    if (one.hash === null) continue;
    const known = hashes.get(idOf(one)) ?? [];
    if (known.length < hashesMax && !known.includes(one.hash)) known.push(one.hash);
    hashes.set(idOf(one), known);
  }
  return hashes;
}

function keyOf(one: LockedPackage): string {
  return JSON.stringify([one.name, one.version, one.hash, one.address]);
}

function idOf({ name, version }: LockedPackage): string {
  return `${name}@${version}`;
}

function placeOf({ address }: Pick<LockedPackage, "address">): string | null {
  return address === null ? null : (splitAddress(address)?.base ?? null);
}

function wordsOf(before: readonly LockedPackage[], after: readonly LockedPackage[]): string | null {
  const [old, now] = [versionsOf(before), versionsOf(after)];
  const added = [...now].filter(([name]) => !old.has(name)).map(([name, to]) => `${name} ${to}`);
  const removed = [...old].filter(([name]) => !now.has(name)).map(([name, from]) => `${name} ${from}`);
  const changed = [...now].flatMap(([name, to]) => {
    const from = old.get(name);
    return from === undefined || from === to ? [] : [`${name} ${from} to ${to}`];
  });
  const parts = [
    { verb: "added", names: added },
    { verb: "changed", names: changed },
    { verb: "removed", names: removed },
  ].filter(({ names }) => names.length > 0);
  return parts.length === 0 ? null : parts.map(({ verb, names }) => `${verb} ${listed(names)}`).join("; ");
}

function versionsOf(packages: readonly LockedPackage[]): Map<string, string> {
  const versions = new Map<string, Set<string>>();
  for (const { name, version } of packages)
    versions.set(name, (versions.get(name) ?? new Set()).add(version));
  return new Map([...versions].map(([name, all]) => [name, [...all].sort().join(" and ")]));
}

function listed(names: readonly string[]): string {
  const more = names.length - namesMax;
  return `${names.slice(0, namesMax).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
