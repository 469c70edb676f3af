/**
 * The number under which people know a CI run from its own page. Documents name its provider before it, and some the
 * run's attempt behind it: `github-actions:10115:2` is run 10115.
 */
export function runNumber(id: string): string {
  const [, number] = id.split(":");
  return number ?? id;
}
