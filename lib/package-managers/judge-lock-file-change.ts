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
  const known = new Map<string, LockedPackage[]>();
  for (const one of before ?? []) known.set(idOf(one), [...(known.get(idOf(one)) ?? []), one]);
  const places = before && new Set(before.map(placeOf));
  for (const one of after) {
    const same = known.get(idOf(one)) ?? [];
    if (same.some(({ hash, address }) => hash === one.hash && address === one.address)) continue;
    const objection = objectionTo(one, same, places);
    if (objection !== null) return { kind: "refused", reason: `${one.name} ${one.version} ${objection}.` };
  }
  return { kind: "sound", words: wordsOf(before ?? [], after) };
}

function objectionTo(
  one: LockedPackage,
  same: readonly LockedPackage[],
  places: ReadonlySet<string | null> | null,
): string | null {
  if (!one.fromRegistry) return "would come from elsewhere than a registry";
  if (!one.sealed) return "would have no hash of its content";
  if (same.some(({ hash }) => hash !== null && hash !== one.hash && !hash.startsWith("sha1-")))
    return "would have other content than before";
  return one.address === null || places === null || places.has(placeOf(one))
    ? null
    : "would come from another place than the packages before";
}

function idOf({ name, version }: LockedPackage): string {
  return `${name}@${version}`;
}

function placeOf({ address }: LockedPackage): string | null {
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
